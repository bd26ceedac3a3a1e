/**
 * Whose password it is, where nobody has to type it: password managers file what they store under it
 * (https://www.chromium.org/developers/design-documents/form-styles-that-chromium-understands).
 */
export function AccountName({ loginId }: { loginId: string }) {
  return (
    <input
      className="sr-only"
      type="text"
      name="loginId"
      autoComplete="username"
      value={loginId}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
