import * as z from "zod";

export const sha = z.string().regex(/^[0-9a-f]{64}$/);
