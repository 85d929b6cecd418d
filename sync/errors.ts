/** Exit codes of every command; the worst of a run wins. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  partial: 3,
  conflicts: 4,
  temporary: 5,
  safetyStop: 6,
  locked: 11,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * A run that cannot go on for a reason a person can act on. Anything else thrown is a bug.
 *
 * `where` names the file, sheet or key; `message` says why and `hint` what to do, both in Spanish.
 */
export class SyncError extends Error {
  readonly code: string;
  readonly where: string;
  readonly hint: string;
  readonly exitCode: ExitCode;

  constructor(
    code: string,
    options: { where: string; why: string; hint: string; exitCode?: ExitCode; cause?: unknown },
  ) {
    super(options.why, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "SyncError";
    this.code = code;
    this.where = options.where;
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? exitCodes.failed;
  }
}

/**
 * Why, behind the place within its file where `where` names one: `Indicadores!H7: …` of `hacienda.xlsx › Indicadores!H7`.
 * For whoever has named the file already.
 */
export function reasonOf({ where, message }: SyncError): string {
  const at = where.indexOf(behindFile);
  return at < 0 ? message : `${where.slice(at + behindFile.length)}: ${message}`;
}

/** Stands between a file and what is named of it. */
const behindFile = " › ";

/** A mistake in what was typed, in the plan or in the configuration: exit code 2. */
export function usageError(
  code: string,
  options: { where: string; why: string; hint: string; cause?: unknown },
): SyncError {
  return new SyncError(code, { ...options, exitCode: exitCodes.usage });
}
