import { useState } from 'react'
import type { WordingFault, WordingReading } from '#shared/study/wording-file'
import { type FormDef, type Language, textIn } from '#shared/study/definition'
import { useNow } from '../../app/clock'
import type { LoadOutcome } from '../../data/published'
import { useWording } from '../../data/hooks'
import { Button } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { FilePlace } from '../../ui/file-place'
import { LANGUAGES, useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Fact, Facts } from '../../ui/screen'
import styles from './admin.module.css'
import { LoadPreview } from './load-preview'
import { usePack } from './use-pack'
import { wordingTexts } from './wording-texts'

/** Questionnaires as their owners licensed them: which are loaded, and the way to load one. */
export function WordingPacks() {
  const say = useTexts(wordingTexts)
  const { step, forms, readFile, load, discard } = usePack()
  return (
    <section className={styles.section} aria-labelledby="wording">
      <div className={styles.lead}>
        <h2 id="wording">{say('wording')}</h2>
        <p className="mute">{say('wordingText')}</p>
      </div>
      {forms === undefined ? (
        <Loading />
      ) : (
        <table className={styles.sample}>
          <thead>
            <tr>
              <th scope="col">{say('form')}</th>
              <th scope="col">{say('shown')}</th>
              <th scope="col">{say('languages')}</th>
              <th scope="col">{say('since')}</th>
            </tr>
          </thead>
          <tbody>
            {forms.map(({ form }) => (
              <PackLine key={form.oid} form={form} />
            ))}
            {forms.length === 0 && (
              <tr>
                <td colSpan={4} className="secondary">
                  {say('noForms')}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      )}
      {step.kind === 'loaded' && (
        <Notice live tone="good" title={say('loaded')}>
          {say('loadedText')}
        </Notice>
      )}
      {(step.kind === 'nothing' || step.kind === 'loaded') && forms !== undefined && forms.length > 0 && (
        <FilePlace
          title={say('load')}
          text={say('chooserText')}
          choose={say('choose')}
          accept=".json,application/json"
          onFile={readFile}
        />
      )}
      {step.kind === 'read' && (
        <PackPreview
          name={step.name}
          reading={step.reading}
          busy={step.loading}
          failed={step.failed}
          onLoad={load}
          onDiscard={discard}
        />
      )}
    </section>
  )
}

function PackLine({ form }: { form: FormDef }) {
  const say = useTexts(wordingTexts)
  const language = useLanguage()
  const now = useNow()
  const held = useWording(form.oid)?.held
  const words = held?.document
  return (
    <tr>
      <th scope="row">{textIn(form.title, language)}</th>
      <td>
        {words ? (
          <>
            {textIn(words.title, language)}
            <span className={styles.below}>{words.licence}</span>
          </>
        ) : (
          <span className="secondary">{say('ownLabels')}</span>
        )}
      </td>
      <td>
        {words
          ? languagesOf(words.items)
              .map((code) => say(`language.${code}`))
              .join(', ')
          : '–'}
      </td>
      <td>
        {held ? (
          <>
            {showMoment(held.loaded.loadedAt, language, now)}
            <span className={styles.below}>{held.loaded.loadedBy}</span>
          </>
        ) : (
          '–'
        )}
      </td>
    </tr>
  )
}

const languagesOf = (
  items: Readonly<Record<string, { readonly [L in Language]?: string | undefined }>>,
): readonly Language[] =>
  LANGUAGES.filter((language) => Object.values(items).some((text) => text[language] !== undefined))

interface PackPreviewProps {
  readonly name: string
  readonly reading: WordingReading
  readonly busy: boolean
  readonly failed: Exclude<LoadOutcome, 'loaded'> | undefined
  readonly onLoad: () => void
  readonly onDiscard: () => void
}

/** What a pack holds, and everything that is wrong with it, before any participant reads it. */
function PackPreview({ name, reading, busy, failed, onLoad, onDiscard }: PackPreviewProps) {
  const say = useTexts(wordingTexts)
  const language = useLanguage()
  return (
    <LoadPreview name={name} loadable={reading.kind === 'pack'} busy={busy} onLoad={onLoad} onDiscard={onDiscard}>
      {reading.kind === 'refused' ? (
        <>
          <Notice live tone="stop" title={say('notAPack')}>
            {say('notAPackText')}
          </Notice>
          <Faults faults={reading.faults} />
        </>
      ) : (
        <>
          <Notice live tone="good" title={say('whole')}>
            {say('wholeText')}
          </Notice>
          <Facts>
            <Fact label={say('form')}>{reading.pack.form}</Fact>
            <Fact label={say('packTitle')}>{textIn(reading.pack.title, language)}</Fact>
            {reading.coverage.map((part) => (
              <Fact key={part.language} label={say(`language.${part.language}`)}>
                {say('questionsOf', { count: part.questions, of: part.of })}
              </Fact>
            ))}
          </Facts>
          <p className="secondary">{reading.pack.licence}</p>
        </>
      )}
      {failed && (
        <Notice live tone="check" title={say('failed')}>
          {say(`failed.${failed}`)}
        </Notice>
      )}
    </LoadPreview>
  )
}

/** As many as anybody mends at once. */
const SHOWN = 40

function Faults({ faults }: { faults: readonly WordingFault[] }) {
  const say = useTexts(wordingTexts)
  const [all, setAll] = useState(false)
  const shown = all ? faults : faults.slice(0, SHOWN)
  return (
    <>
      <ul className={styles.faults}>
        {shown.map((fault) => (
          <li key={`${fault.why} ${'where' in fault ? fault.where : ''} ${'answer' in fault ? fault.answer : ''}`}>
            {say(`fault.${fault.why}`, {
              where: 'where' in fault ? fault.where : '',
              answer: 'answer' in fault ? fault.answer : '',
            })}
          </li>
        ))}
      </ul>
      {shown.length < faults.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {say('more', { count: faults.length - shown.length })}
        </Button>
      )}
    </>
  )
}
