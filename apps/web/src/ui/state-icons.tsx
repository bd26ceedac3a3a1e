import { Icon, type IconProps } from "./icon";

// Apart from the others: /dev/ui shows all icons, and with one user like that no script can leave out a part of their file.

/** Something is wrong. */
export function ErrorIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7.5v5.5M12 16.2v.1" />
    </Icon>
  );
}

/** It takes time. */
export function ClockIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5.2l3.3 2" />
    </Icon>
  );
}

/** Worth a look. */
export function WarningIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M12 3.8 2.9 19.2a.6.6 0 0 0 .5.8h17.2a.6.6 0 0 0 .5-.8z" />
      <path d="M12 10v4.5M12 17.2v.1" />
    </Icon>
  );
}

/** All is well. */
export function OkIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <circle cx="12" cy="12" r="9" />
      <path d="m8.3 12.3 2.6 2.6 4.9-5.2" />
    </Icon>
  );
}
