import { useId, type ComponentPropsWithRef, type ReactNode } from 'react'
import { cx } from './cx'
import styles from './field.module.css'
import { Icon } from './icon'
import { useTexts } from './language'
import { uiTexts } from './texts'

/** What a control needs to belong to its label, hint and problem. Spread it on the control. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
  readonly 'aria-required': boolean | undefined
}

interface FieldProps {
  readonly label: ReactNode
  /** A sentence under or beside the control. */
  readonly hint?: ReactNode
  /** What is not right, and what to do. Never the word error. */
  readonly problem?: string | undefined
  readonly required?: boolean
  /** `beside`: label on the left as in forms. */
  readonly layout?: 'above' | 'beside'
  readonly children: (control: FieldControl) => ReactNode
}

export function Field({ label, hint, problem, required = false, layout = 'above', children }: FieldProps) {
  const id = useId()
  const say = useTexts(uiTexts)
  const hintId = `${id}-hint`
  const problemId = `${id}-problem`
  const described = [hint !== undefined && hintId, problem !== undefined && problemId].filter(Boolean).join(' ')
  return (
    <div className={cx(styles.field, styles[layout])}>
      <label className={styles.label} htmlFor={id}>
        <span>
          {label}
          {required && <i className={styles.required} title={say('required')} />}
        </span>
      </label>
      <div className={styles.side}>
        {children({
          id,
          'aria-describedby': described === '' ? undefined : described,
          'aria-invalid': problem === undefined ? undefined : true,
          'aria-required': required ? true : undefined,
        })}
        {hint !== undefined && (
          <p id={hintId} className="secondary">
            {hint}
          </p>
        )}
        {problem !== undefined && (
          <p id={problemId} className={styles.problem} role="alert">
            <Icon name="warning" className={styles.problemIcon} />
            {problem}
          </p>
        )}
      </div>
    </div>
  )
}

interface ControlLooks {
  /** Amber line: something about this value is to be answered. */
  readonly asks?: boolean
}

export function TextInput({ className, asks, ...rest }: ControlLooks & ComponentPropsWithRef<'input'>) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={cx(styles.control, asks && styles.asks, className)}
    />
  )
}

export function TextArea({ className, asks, ...rest }: ControlLooks & ComponentPropsWithRef<'textarea'>) {
  return <textarea rows={3} {...rest} className={cx(styles.control, styles.area, asks && styles.asks, className)} />
}

export interface Choice<V extends string> {
  readonly value: V
  readonly label: string
  readonly disabled?: boolean
}

interface SelectProps extends ControlLooks, Omit<ComponentPropsWithRef<'select'>, 'children'> {
  readonly choices: readonly Choice<string>[]
  /** The line that stands for no choice; left out, one is always chosen. */
  readonly blank?: string
}

export function Select({ choices, blank, className, asks, ...rest }: SelectProps) {
  return (
    <span className={styles.selectBox}>
      <select {...rest} className={cx(styles.control, styles.select, asks && styles.asks, className)}>
        {blank !== undefined && <option value="">{blank}</option>}
        {choices.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <Icon name="down" className={styles.selectIcon} />
    </span>
  )
}

export function Checkbox({ children, className, ...rest }: ComponentPropsWithRef<'input'>) {
  return (
    <label className={cx(styles.checkLine, className)}>
      <input {...rest} type="checkbox" className={styles.check} />
      <span>{children}</span>
    </label>
  )
}

interface SegmentedProps<V extends string> {
  readonly label: string
  readonly choices: readonly Choice<V>[]
  readonly value: V | undefined
  readonly onChange: (value: V) => void
  readonly disabled?: boolean
}

/** A few answers side by side. One stop for Tab, arrows choose. */
export function Segmented<V extends string>({ label, choices, value, onChange, disabled = false }: SegmentedProps<V>) {
  const name = useId()
  return (
    <div className={styles.segmented} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            disabled={disabled || (choice.disabled ?? false)}
            onChange={() => onChange(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </div>
  )
}
