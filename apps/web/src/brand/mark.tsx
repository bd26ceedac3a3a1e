/** The brand's mark: an arch with a light in it. Any square mark drawn in `currentColor` fits in its place. */
export function Mark({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 32 32" className={`flex-none text-accent ${className}`} aria-hidden="true">
      <path fill="currentColor" d="M4 29V15a12 12 0 0 1 24 0v14h-5V15a7 7 0 0 0-14 0v14z" />
      <circle className="fill-lantern" cx="16" cy="16.5" r="3" />
    </svg>
  );
}
