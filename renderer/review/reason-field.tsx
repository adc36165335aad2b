import { Field, TextInput } from '../ui/field'
import { useTexts } from '../ui/language'
import { reviewTexts } from './texts'

interface ReasonFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Someone went on without one. */
  readonly missing: boolean
}

/** Where a person says why they close, open or decide something. */
export function ReasonField({ value, onChange, missing }: ReasonFieldProps) {
  const say = useTexts(reviewTexts)
  return (
    <Field label={say('reason')} required problem={missing ? say('reasonMissing') : undefined}>
      {(control) => (
        <TextInput {...control} value={value} maxLength={500} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  )
}
