import { config } from "zod";

// The page's security policy allows no code made of text. Zod looks whether it may, and tells the policy's watchers, as
// soon as a schema is made: this comes before any.
config({ jitless: true });
