import type { ComponentPropsWithRef } from 'react'
import styles from './button.module.css'
import { cx } from './cx'
import { Icon, type IconName } from './icon'
import { Kbd } from './kbd'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

interface Looks {
  readonly kind?: ButtonKind
  readonly icon?: IconName
  /** The key that does the same, shown on the button. */
  readonly keys?: string
  readonly tall?: boolean
}

const look = ({ kind = 'plain', tall = false }: Looks, className: string | undefined) =>
  cx(styles.button, styles[kind], tall && styles.tall, className)

/** One primary button a screen; everything else is plain or quiet. */
export function Button({
  kind,
  icon,
  keys,
  tall,
  className,
  children,
  ...rest
}: Looks & ComponentPropsWithRef<'button'>) {
  return (
    <button type="button" {...rest} className={look({ ...(kind && { kind }), ...(tall && { tall }) }, className)}>
      {icon && <Icon name={icon} />}
      {children}
      {keys !== undefined && <Kbd keys={keys} />}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere and does nothing else. */
export function ButtonLink({
  kind,
  icon,
  keys,
  tall,
  className,
  children,
  ...rest
}: Looks & ComponentPropsWithRef<'a'>) {
  return (
    <a {...rest} className={look({ ...(kind && { kind }), ...(tall && { tall }) }, className)}>
      {icon && <Icon name={icon} />}
      {children}
      {keys !== undefined && <Kbd keys={keys} />}
    </a>
  )
}

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'aria-label' | 'children'> {
  readonly icon: IconName
  /** Spoken, and shown on hover together with the keys. */
  readonly label: string
  readonly keyNames?: string
  readonly pressed?: boolean
}

export function IconButton({ icon, label, keyNames, pressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(styles.icon, className)}
      aria-label={label}
      aria-pressed={pressed}
      title={keyNames === undefined ? label : `${label} (${keyNames})`}
    >
      <Icon name={icon} />
    </button>
  )
}
