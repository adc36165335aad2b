import { type ReactNode, useState } from 'react'
import type { ItemPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { type FormDef, textIn } from '#shared/study/definition'
import { useGo, usePlace, useSubject } from '../../app/place'
import { focusItem, focusedItem } from '../../form/focus'
import { useFormSession, useScene } from '../../form/form-session'
import { Button, IconButton } from '../../ui/button'
import { keyName } from '../../ui/kbd'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Progress } from '../../ui/progress'
import { WorkHead } from '../../ui/screen'
import styles from './entry.module.css'
import { FormQuestion, type Question } from './form-question'
import { HandOver } from './hand-over'
import type { Neighbours } from './neighbours'
import { Standing } from './standing'
import { entryTexts } from './texts'

interface EntryHeadProps {
  readonly def: FormDef
  readonly study: CompiledStudy
  /** What people call the version that the form stands under. */
  readonly version: string
  readonly neighbours: Neighbours
  readonly focused: ItemPath | undefined
  /** Another way to fill this form, where it has one. */
  readonly filling: ReactNode
  /** What is to be known about this form as a whole. */
  readonly notice: ReactNode
}

/** Title, state, version, progress, the way to the forms beside, and completing. */
export function EntryHead({ def, study, version, neighbours, focused, filling, notice }: EntryHeadProps) {
  const say = useTexts(entryTexts)
  const language = useLanguage()
  const { sitting, take, role, mayEnter, mayWithdraw } = useFormSession()
  const progress = useScene(sitting, (scene) => scene.progress)
  const { status, done, expected, withdrawn } = progress
  const [left, setLeft] = useState<readonly ItemPath[] | 'unstored'>([])
  const [question, setQuestion] = useState<Question>()
  const goTo = useGoToForm()
  const title = textIn(def.title, language)
  const completes = mayEnter && status !== 'complete' && status !== 'not-done' && !withdrawn

  const complete = async () => {
    if (!completes) return
    const here = focusedItem() ?? focused
    if (here) take(here)
    await sitting.settled()
    const standing = [
      ...new Set([...sitting.begunItems(), ...sitting.unsaved(), ...sitting.current().progress.standing]),
    ]
    if (standing.length > 0) {
      setLeft(standing)
      if (standing[0]) focusItem(standing[0])
      return
    }
    setLeft((await sitting.setStatus('complete')) ? [] : 'unstored')
  }
  useKeys(completes ? [{ keys: 'mod+Enter', label: say('complete'), run: () => void complete(), hint: false }] : [])
  const stillLeft =
    left === 'unstored'
      ? []
      : left.filter(
          (path) => sitting.begun(path) || sitting.unsaved().includes(path) || progress.standing.includes(path),
        )

  return (
    <>
      <WorkHead
        title={title}
        aside={
          <div className={styles.actions}>
            <IconButton
              icon="left"
              label={say('previousForm')}
              keyNames={keyName('mod+ArrowUp')}
              disabled={!neighbours.previous}
              onClick={() => goTo(neighbours.previous)}
            />
            <IconButton
              icon="right"
              label={say('nextForm')}
              keyNames={keyName('mod+ArrowDown')}
              disabled={!neighbours.next}
              onClick={() => goTo(neighbours.next)}
            />
            {mayWithdraw && !withdrawn && def.repeating && status !== 'empty' && (
              <Button kind="quiet" onClick={() => setQuestion('withdraw')}>
                {say('withdraw')}
              </Button>
            )}
            {mayEnter && !def.repeating && done === 0 && status !== 'not-done' && (
              <Button kind="quiet" onClick={() => setQuestion('not-done')}>
                {say('notDoneForm')}
              </Button>
            )}
            {mayEnter && def.kiosk && <HandOver study={study} />}
            {!withdrawn && filling}
            {completes && (
              <Button
                kind={progress.standing.length === 0 && status !== 'empty' ? 'primary' : 'plain'}
                keys="mod+Enter"
                data-past-end
                onClick={() => void complete()}
              >
                {say('complete')}
              </Button>
            )}
          </div>
        }
      >
        <span className="secondary">{withdrawn ? say('withdrawn') : say(`status.${status}`)}</span>
        <span className="secondary">{say('version', { version })}</span>
        {expected > 0 && (
          <span className="line secondary">
            <Progress label={say('progressLabel')} value={done} max={expected} />
            {say('progress', { done, expected })}
          </span>
        )}
      </WorkHead>
      <div className={styles.notices}>
        {notice}
        {withdrawn && (
          <Notice tone="calm" title={say('withdrawnTitle')}>
            {say('withdrawnText')}
          </Notice>
        )}
        {status === 'not-done' && (
          <Notice
            tone="calm"
            title={say('notDoneBecause', { reason: sitting.current().form?.status?.reason ?? '' })}
            action={
              mayEnter && (
                <Button onClick={() => void sitting.setStatus('in-progress', say('reopen'))}>{say('reopen')}</Button>
              )
            }
          />
        )}
        {left === 'unstored' && <Notice tone="stop" live title={say('notComplete')} />}
        {stillLeft.length > 0 && <Standing paths={stillLeft} role={role} onClose={() => setLeft([])} />}
        {question && <FormQuestion question={question} title={title} onDone={() => setQuestion(undefined)} />}
      </div>
    </>
  )
}

/** Goes to another form of the same participant. */
export function useGoToForm() {
  const go = useGo()
  const { study, site } = usePlace()
  const subject = useSubject()
  return (form: Neighbours['next']) => {
    if (form) go({ screen: 'form', study, site, subject, form })
  }
}
