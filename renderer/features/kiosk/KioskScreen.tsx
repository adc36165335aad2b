import { useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { steps } from '#shared/casebook/path'
import { studyAt } from '#shared/casebook/versions'
import type { CompiledStudy } from '#shared/study/compile'
import type { FormDef } from '#shared/study/definition'
import type { KioskDef } from '#shared/study/kiosk-definition'
import type { Handed } from '../../app/handed'
import { useWhenIdle } from '../../app/leave'
import { useFormPath, usePlace, useSubject } from '../../app/place'
import { answering, useAppDispatch } from '../../app/store'
import { useCasebook, useSubjectStudy, useWording } from '../../data/hooks'
import { Button } from '../../ui/button'
import { cx } from '../../ui/cx'
import { Loading } from '../../ui/progress'
import { type Asked, type Page, type Step, move, resume } from './flow'
import { KioskHead } from './kiosk-head'
import styles from './kiosk.module.css'
import { CalmPage } from './calm-page'
import { QuestionPage } from './question-page'
import { StaffDoor } from './staff-door'
import { useAnswers } from './use-answers'
import { tellIn } from './words'

interface KioskScreenProps {
  readonly handed: Handed
  /** Staff took the device back. */
  readonly onLeave: () => void
}

/** Everything there is while a participant answers. */
export function KioskScreen({ handed, onLeave }: KioskScreenProps) {
  const form = useFormPath()
  const casebook = useCasebook(useSubject())
  const study = useSubjectStudy(usePlace(), casebook)
  const [leaving, setLeaving] = useState(false)
  if (!study || !casebook) return <Loading />
  const def = studyAt(study, casebook, form).form(steps(form)[1]?.oid ?? '')
  return (
    <div className={cx(styles.kiosk, handed.large && styles.large)} lang={handed.language}>
      <KioskHead handed={handed} onStaff={() => setLeaving(true)} />
      {def?.kiosk && <Questionnaire {...{ study, casebook, handed, def }} kiosk={def.kiosk} />}
      {leaving && <StaffDoor onStay={() => setLeaving(false)} onOpen={onLeave} />}
    </div>
  )
}

/** Untouched for so long, the screen shows nobody's answers. */
const REST_MINUTES = 3

interface QuestionnaireProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly handed: Handed
  readonly def: FormDef
  readonly kiosk: KioskDef
}

function Questionnaire({ study, casebook, handed, def, kiosk }: QuestionnaireProps) {
  const { language } = handed
  const form = useFormPath()
  const dispatch = useAppDispatch()
  const pack = useWording(def.oid)?.held?.document
  const { questions, begin, answer, leaveOut } = useAnswers({ study, casebook, def, kiosk, form, language })
  const [page, setPage] = useState<Page>({ at: 'start' })
  const tell = tellIn(language)
  const asked = questions.map(({ def: { oid }, state }): Asked => {
    const held = state?.value?.state ?? 'blank'
    return { item: oid, answer: held === 'value' ? 'given' : held === 'missing' ? 'left-out' : 'none' }
  })
  const begun = handed.item !== undefined || asked.some((question) => question.answer !== 'none')
  const parts = handed.forms.length

  const show = (next: Page) => {
    setPage(next)
    if (next.at === 'question') dispatch(answering({ item: next.item }))
  }
  const step = (taken: Step) => show(move(page, taken, asked))
  useWhenIdle(REST_MINUTES, () => setPage({ at: 'start' }))

  const item = page.at === 'question' ? questions.find(({ def: { oid } }) => oid === page.item) : undefined
  if (page.at === 'question' && item) {
    const number = questions.indexOf(item)
    return (
      <QuestionPage
        key={page.item}
        {...{ kiosk, item, language, pack, number, tell }}
        count={questions.length}
        asking={page.asking}
        onAnswer={(text) => {
          if (page.asking) step('stay')
          answer(item, text)
        }}
        onStep={step}
        onLeaveOut={() => {
          leaveOut(item)
          step('go-without')
        }}
      />
    )
  }
  if (page.at === 'end')
    return handed.form + 1 < parts ? (
      <CalmPage title={tell('part', { n: handed.form + 1, of: parts })} lines={[tell('nextPart')]}>
        <Button
          className={styles.act}
          kind="primary"
          onClick={() => dispatch(answering({ form: handed.form + 1, item: undefined }))}
        >
          {tell('goOn')}
        </Button>
      </CalmPage>
    ) : (
      <CalmPage title={tell('thanks')} lines={[tell('giveBack')]}>
        <Button className={styles.act} onClick={() => step('back')}>
          {tell('back')}
        </Button>
      </CalmPage>
    )
  return (
    <CalmPage
      title={tell('hello')}
      lines={[...(parts > 1 ? [tell('part', { n: handed.form + 1, of: parts })] : []), tell('welcome'), tell('saved')]}
    >
      <Button
        className={styles.act}
        kind="primary"
        onClick={() => {
          begin()
          show(resume(asked.length > 0 ? asked : questionsOf(def, kiosk), handed.item))
        }}
      >
        {tell(begun ? 'goOn' : 'begin')}
      </Button>
    </CalmPage>
  )
}

/** Before anything is entered a form may show none of its questions: all of them, as they will be asked. */
const questionsOf = (def: FormDef, kiosk: KioskDef): readonly Asked[] =>
  (def.groups.find(({ oid }) => oid === kiosk.questions)?.items ?? [])
    .filter(({ type }) => type !== 'calculated')
    .map(({ oid }) => ({ item: oid, answer: 'none' }))
