/** Structured log lines; pino fits. Fields hold identifiers, never passwords, codes, tokens or secrets. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
