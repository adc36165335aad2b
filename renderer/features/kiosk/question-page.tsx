import { useEffect, useId, useRef } from 'react'
import { type Language, textIn } from '#shared/study/definition'
import type { KioskDef } from '#shared/study/kiosk-definition'
import { type WordingPack, wordingOf } from '#shared/study/wording-pack'
import type { ItemView } from '../../form/scene'
import { Button } from '../../ui/button'
import { cx } from '../../ui/cx'
import type { Step } from './flow'
import styles from './kiosk.module.css'
import { NOT_APPLICABLE, hasAnswerWords, optionsOf, scaleOf } from './options'
import { Scale } from './scale'
import type { Tell } from './words'

interface QuestionPageProps {
  readonly kiosk: KioskDef
  readonly item: ItemView
  readonly language: Language
  /** The licensed words of the form, where there are any. */
  readonly pack: WordingPack | undefined
  /** Its place among the questions, from 0. */
  readonly number: number
  readonly count: number
  readonly asking: boolean
  readonly tell: Tell
  readonly onAnswer: (text: string) => void
  readonly onStep: (step: Step) => void
  readonly onLeaveOut: () => void
}

/** One question with its answers, and the way on. */
export function QuestionPage(props: QuestionPageProps) {
  const { kiosk, item, language, pack, number, count, asking, tell, onAnswer, onStep, onLeaveOut } = props
  const heading = useRef<HTMLHeadingElement>(null)
  const name = useId()
  useEffect(() => heading.current?.focus(), [])
  const { value } = item.state ?? {}
  const notApplicable = value?.state === 'missing' && value.code === 'NA'
  const given = value?.state === 'value' ? value.text : notApplicable ? NOT_APPLICABLE : undefined
  const scale = scaleOf(item.def, kiosk, language, pack)
  const options = scale ? [] : optionsOf(item.def, kiosk, item.codeList, language, pack)
  const licensed = wordingOf(pack, item.def.oid, language)
  const inWords = hasAnswerWords(pack, item.def.oid, language)
  return (
    <form
      className={styles.page}
      onSubmit={(event) => {
        event.preventDefault()
        onStep('next')
      }}
      onKeyDown={(event) => {
        const meant = options.find((option) => option.answer === event.key)
        if (meant) onAnswer(meant.answer)
      }}
    >
      <div className={styles.progress}>
        <progress max={count} value={number + 1} aria-label={tell('number', { n: number + 1, of: count })} />
        <p>{tell('number', { n: number + 1, of: count })}</p>
      </div>
      <main className={styles.body}>
        <h1 ref={heading} tabIndex={-1} id={name} className={styles.question}>
          {licensed ?? textIn(item.def.label, language)}
        </h1>
        {licensed === undefined && <p className={styles.hint}>{tell('paper')}</p>}
        {scale ? (
          <Scale {...{ scale, given, tell }} label={name} onAnswer={onAnswer} />
        ) : (
          <div
            className={cx(styles.options, inWords && styles.inWords)}
            role="radiogroup"
            aria-labelledby={name}
            aria-busy={item.saving}
          >
            {options.map(({ answer, text, end, apart = false }) => (
              <label key={answer} className={cx(styles.option, apart && styles.apart)}>
                <input
                  type="radio"
                  name={name}
                  value={answer}
                  checked={given === answer}
                  onChange={() => onAnswer(answer)}
                />
                <span className={styles.answer}>{text}</span>
                {end !== undefined && <span className={styles.end}>{end}</span>}
              </label>
            ))}
          </div>
        )}
        {value?.state === 'missing' && !notApplicable && <p className={styles.hint}>{tell('leftOut')}</p>}
        {item.unstored && (
          <p className={styles.notSaved} role="alert">
            {tell('notSaved')}
          </p>
        )}
        {pack && licensed !== undefined && <p className={styles.licence}>{pack.licence}</p>}
      </main>
      <footer className={styles.foot}>
        {asking ? (
          <>
            <p className={styles.gentle} role="alert">
              {tell('unanswered')}
            </p>
            <Button className={styles.act} onClick={onLeaveOut}>
              {tell('goWithout')}
            </Button>
            <Button className={styles.act} kind="primary" onClick={() => onStep('stay')}>
              {tell('stay')}
            </Button>
          </>
        ) : (
          <>
            <Button className={styles.act} disabled={number === 0} onClick={() => onStep('back')}>
              {tell('back')}
            </Button>
            <Button className={styles.act} kind="primary" type="submit">
              {tell('next')}
            </Button>
          </>
        )}
      </footer>
    </form>
  )
}
