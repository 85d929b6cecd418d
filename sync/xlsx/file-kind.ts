import type { ReadErrorCode } from "./read-errors.ts";

/**
 * Why bytes that do not begin like a zip are no workbook: people rename files, and a download may bring a sign-in page.
 *
 * @returns null when they do begin like a zip
 */
export function notZip(bytes: Buffer): ReadErrorCode | null {
  if (bytes.length === 0) return "file-empty";
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return isZip(bytes) ? null : "zip-damaged";
  if (bytes.length >= 8 && bytes.readBigUInt64BE(0) === oleSignature) return oleKind(bytes);
  return textKind(bytes);
}

/** A first entry, or the end record of a zip without entries. */
function isZip(bytes: Buffer): boolean {
  return bytes.length < 4 || (bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6);
}

const oleSignature = 0xd0cf11e0a1b11ae1n;

/** An OLE2 directory names its streams in UTF-16: Excel's encryption and the old format each have their own. */
function oleKind(bytes: Buffer): ReadErrorCode {
  const holds = (stream: string) => bytes.includes(Buffer.from(stream, "utf16le"));
  if (holds("EncryptedPackage")) return "file-encrypted";
  return holds("Workbook") || holds("Book") ? "file-xls" : "file-not-xlsx";
}

function textKind(bytes: Buffer): ReadErrorCode {
  const head = headText(bytes);
  const start = head.trimStart().toLowerCase();
  if (start.startsWith("<"))
    return /<(!doctype\s+html|html|head|body|script)\b/.test(start) ? "file-html" : "file-not-xlsx";
  const isText = !hasControls(head);
  return isText && /[^\n]*[,;\t]/.test(head) ? "file-csv" : "file-not-xlsx";
}

function headText(bytes: Buffer): string {
  const head = bytes.subarray(0, 4096);
  const isUtf16 = head[0] === 0xff && head[1] === 0xfe;
  return head.toString(isUtf16 ? "utf16le" : "latin1").replace(/^(\ufeff|\u00ef\u00bb\u00bf)/, "");
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return true;
  }
  return false;
}
