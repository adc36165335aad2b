import type { RefObject } from 'react'
import { TextInput } from './field'
import styles from './filter-input.module.css'
import { Kbd } from './kbd'

interface FilterInputProps {
  /** For the key that leads here, `/`. */
  readonly ref: RefObject<HTMLInputElement | null>
  /** What to type, for the eye and for those who cannot see it. */
  readonly label: string
  readonly value: string
  readonly onType: (text: string) => void
}

/** Narrows a list while something is typed. Enter and the down arrow go on to the list, Escape clears as well. */
export function FilterInput({ ref, label, value, onType }: FilterInputProps) {
  return (
    <span className={styles.filter}>
      <TextInput
        ref={ref}
        value={value}
        aria-label={label}
        placeholder={label}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onType('')
          if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') event.currentTarget.blur()
        }}
      />
      <Kbd keys="/" />
    </span>
  )
}
