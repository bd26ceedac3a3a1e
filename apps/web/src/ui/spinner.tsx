/** Work is under way. The words beside it say which. */
export function Spinner() {
  return (
    <span aria-hidden="true" className="size-[1.125em] flex-none animate-spin rounded-[50%] border-2 border-current/30 border-bs-current" />
  );
}
