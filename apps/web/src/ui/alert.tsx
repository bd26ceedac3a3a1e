import type { ComponentProps, ReactNode } from "react";
import { ClockIcon, ErrorIcon, OkIcon } from "./state-icons";

export type Tone = "danger" | "warning" | "success";

const TONES: Record<Tone, { frame: string; icon: ReactNode }> = {
  danger: {
    frame: "border-danger-line bg-danger-tint [&_a]:text-danger",
    icon: <ErrorIcon className="mbs-px size-[1.25em] text-danger" />,
  },
  warning: { frame: "border-warning-line bg-warning-tint", icon: <ClockIcon className="mbs-px size-[1.25em] text-warning" /> },
  success: { frame: "border-success-line bg-success-tint", icon: <OkIcon className="mbs-px size-[1.25em] text-success" /> },
};

type AlertProps = Omit<ComponentProps<"div">, "title" | "className"> & { tone: Tone; title?: string };

/**
 * Something a person has to know, as a box in the page, read out as it appears. Good news is not worth an interruption: what appears
 * later stands in a status region that was there before.
 */
export function Alert({ tone, title, children, ...rest }: AlertProps) {
  const { frame, icon } = TONES[tone];
  return (
    <div
      role={tone === "success" ? undefined : "alert"}
      {...rest}
      className={`flex gap-2.5 rounded-md border px-3.75 py-3.25 text-sm focus-visible:rounded-md ${frame}`}
    >
      {icon}
      <div className="grid min-inline-0 gap-0.5 [&_a]:decoration-current/35 [&_a:hover]:decoration-current">
        {title && <h2 className="text-[length:inherit] leading-[inherit] tracking-normal">{title}</h2>}
        {children}
      </div>
    </div>
  );
}
