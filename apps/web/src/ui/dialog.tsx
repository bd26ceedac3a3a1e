"use client";

import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

interface DialogProps {
  title: string;
  /** Read out with the title as it opens. */
  text: ReactNode;
  /** Escape was pressed. */
  onClose(): void;
  children: ReactNode;
}

/** A question over the page, open for as long as it is rendered. The browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, text, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();

  // Not a plain effect: it would end after the element has left the page, too late for the browser to give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      aria-describedby={textId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="m-auto inline-[min(var(--container-dialog),calc(100vw-2rem))] rounded-lg border border-line bg-raised p-6 text-ink shadow-lg backdrop:bg-scrim"
    >
      <div className="grid grid-cols-1 gap-4">
        <h2 id={titleId}>{title}</h2>
        <p id={textId} className="-mbs-2.5 text-ink-soft">
          {text}
        </p>
        {children}
      </div>
    </dialog>
  );
}

/** The buttons at a dialog's end. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mbs-1 flex flex-wrap justify-end gap-2.5">{children}</div>;
}
