import { useState } from 'react'
import type { ListPlan, RandomisationOverview } from '#shared/randomisation/protocol'
import type { LoadOutcome } from '../../../data/published'
import { useData } from '../../../data/hooks'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Field, TextInput } from '../../../ui/field'
import { useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import styles from '../admin.module.css'
import { keepingTexts } from './texts'

interface SealDialogProps {
  readonly overview: RandomisationOverview
  readonly onClose: () => void
  readonly onDone: () => void
}

const whole = (text: string): number | undefined => (/^\s*\d{1,5}\s*$/.test(text) ? Number(text) : undefined)

const within = (text: string, least: number, most: number): number | undefined => {
  const value = whole(text)
  return value !== undefined && value >= least && value <= most ? value : undefined
}

/** Block sizes that hold the ratio; undefined where one of them does not. */
function sizesIn(text: string, parts: number): readonly number[] | undefined {
  const sizes = text.split(/[,;\s]+/).filter((size) => size !== '')
  const numbers = sizes.map((size) => within(size, 1, 60) ?? 0)
  const hold = numbers.length > 0 && numbers.length <= 20 && numbers.every((size) => size > 0 && size % parts === 0)
  return hold ? numbers : undefined
}

/** What a list is made of, typed once and sealed with it. */
export function SealDialog({ overview, onClose, onDone }: SealDialogProps) {
  const say = useTexts(keepingTexts)
  const data = useData()
  const { definition, name, version } = overview
  const parts = definition.arms.value.reduce((sum, arm) => sum + arm.parts, 0)
  const method = definition.method.value
  const [sizes, setSizes] = useState('')
  const [length, setLength] = useState('')
  const [percent, setPercent] = useState('80')
  const [tried, setTried] = useState(false)
  const [state, setState] = useState<'asks' | 'seals' | Exclude<LoadOutcome, 'loaded'>>('asks')

  const read = { sizes: sizesIn(sizes, parts), length: within(length, 1, 5_000), percent: within(percent, 51, 100) }
  const plan = (): ListPlan | undefined => {
    if (method === 'minimisation') return read.percent === undefined ? undefined : { method, percent: read.percent }
    return read.sizes && read.length !== undefined ? { method, sizes: [...read.sizes], length: read.length } : undefined
  }
  const seal = async () => {
    setTried(true)
    const made = plan()
    if (!made || state === 'seals') return
    setState('seals')
    const outcome = await data.sealList({ version, plan: made })
    if (outcome === 'loaded') onDone()
    else setState(outcome)
  }
  const problem = (fine: boolean, text: string) => (tried && !fine ? text : undefined)
  return (
    <Dialog
      wide
      title={say('sealTitle', { study: name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={state === 'seals'} onClick={() => void seal()}>
            {say(state === 'seals' ? 'sealing' : 'sealNow')}
          </Button>
        </>
      }
    >
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault()
          void seal()
        }}
      >
        <p>{say('sealText')}</p>
        {method === 'blocks' ? (
          <>
            <Field
              label={say('sizes')}
              hint={say('sizesHint', { parts, example: `${parts * 2}, ${parts * 3}` })}
              problem={problem(read.sizes !== undefined, say('sizesWrong', { parts }))}
            >
              {(control) => (
                <TextInput {...control} value={sizes} onChange={(event) => setSizes(event.currentTarget.value)} />
              )}
            </Field>
            <Field label={say('length')} problem={problem(read.length !== undefined, say('lengthWrong'))}>
              {(control) => (
                <TextInput
                  {...control}
                  inputMode="numeric"
                  value={length}
                  onChange={(event) => setLength(event.currentTarget.value)}
                />
              )}
            </Field>
          </>
        ) : (
          <Field label={say('percent')} problem={problem(read.percent !== undefined, say('percentWrong'))}>
            {(control) => (
              <TextInput
                {...control}
                inputMode="numeric"
                value={percent}
                onChange={(event) => setPercent(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {state !== 'asks' && state !== 'seals' && (
          <Notice live tone="check" title={say('failed')}>
            {say(`failed.${state}`)}
          </Notice>
        )}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
