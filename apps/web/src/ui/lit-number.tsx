import styles from "./lit-number.module.css";

interface LitNumberProps {
  number: string;
  /** What is read out with it; without one it is only to be seen, because the title says it. */
  label?: string;
  size?: "large" | "small";
  /** The light comes and goes. */
  waits?: boolean;
}

/** The number that is on the screen and in the letter, in an arch of its own. */
export function LitNumber({ number, label, size = "large", waits }: LitNumberProps) {
  return (
    <p className={styles.window} data-size={size} data-waits={waits} aria-hidden={label === undefined ? true : undefined}>
      {label !== undefined && <span className="sr-only">{label} </span>}
      <b>{number}</b>
    </p>
  );
}
