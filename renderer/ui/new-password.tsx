import { SHORTEST_PASSWORD, type Weakness, weaknessOf } from '#shared/administration/password'
import { Field, TextInput } from './field'
import { useTexts } from './language'
import { newPasswordTexts } from './new-password-texts'

/** A password as somebody chooses it: twice. */
interface Chosen {
  readonly password: string
  readonly again: string
}

export type ChoiceFault = Weakness | 'differs'

export const NOTHING_CHOSEN: Chosen = { password: '', again: '' }

/** Why this cannot be the password of that person, or undefined. */
export const choiceFault = ({ password, again }: Chosen, userName: string): ChoiceFault | undefined =>
  weaknessOf(password, userName) ?? (password === again ? undefined : 'differs')

interface NewPasswordProps {
  readonly label: string
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
  readonly fault: ChoiceFault | undefined
}

/** Where somebody chooses a password: the rules before they type, what is not good enough beside the field. */
export function NewPassword({ label, chosen, onChoose, fault }: NewPasswordProps) {
  const say = useTexts(newPasswordTexts)
  const problem = fault && say(fault, { count: SHORTEST_PASSWORD })
  return (
    <>
      <Field
        label={label}
        required
        hint={say('hint', { count: SHORTEST_PASSWORD })}
        problem={fault === 'differs' ? undefined : problem}
      >
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="new-password"
            value={chosen.password}
            onChange={({ target }) => onChoose({ ...chosen, password: target.value })}
          />
        )}
      </Field>
      <Field label={say('repeat')} required problem={fault === 'differs' ? problem : undefined}>
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="new-password"
            value={chosen.again}
            onChange={({ target }) => onChoose({ ...chosen, again: target.value })}
          />
        )}
      </Field>
    </>
  )
}
