/** Where a plain form leads, for the handler at /api/form: a submission before the script has arrived, or without any. */
export function Steering({ next, back }: { next: string; back: string }) {
  return (
    <>
      <input type="hidden" name="_next" value={next} />
      <input type="hidden" name="_back" value={back} />
    </>
  );
}
