import { statIfThere, type Disk } from "./disk.ts";

/** Whether the file is marked as one for reading only: a commit leaves it as it is. */
export async function isReadOnly({ disk }: { readonly disk: Disk }, path: string): Promise<boolean> {
  const found = await statIfThere(disk, path);
  return found !== null && (found.mode & 0o222) === 0;
}
