import { useState } from 'react'
import type { Casebook, FormState } from '#shared/casebook/casebook'
import { type FormPath, type ItemPath, within } from '#shared/casebook/path'
import type { Closing } from '#shared/change/change'
import { closedAt, closedHere } from '#shared/review/closing'
import { signedContent } from '#shared/review/signed-content'
import { needsSigning } from '#shared/review/signing'
import { takingBack, verifiable, verifying } from '#shared/review/verification'
import { mayAssert, mayLead, mayNow } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { usePlace, useSubject } from '../../app/place'
import { focusItem, focusedItem } from '../../form/focus'
import { useFormSession } from '../../form/form-session'
import { ClosedNotice } from '../../review/closed-notice'
import { MovedNotice } from '../../review/moved-notice'
import { UntrainedNotice } from '../../review/untrained-notice'
import { ClosingDialog } from '../../review/closing-dialog'
import { SignDialog } from '../../review/sign-dialog'
import { SignatureLines } from '../../review/signature-lines'
import { useAssert } from '../../review/use-assert'
import { scopeName } from '../../review/words'
import { Button } from '../../ui/button'
import { TextInput } from '../../ui/field'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { Notice } from '../../ui/notice'
import styles from './entry.module.css'
import { entryTexts } from './texts'

interface FormReviewProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly siteBook: Casebook | undefined
  readonly form: FormPath
  readonly focused: ItemPath | undefined
}

/** What those who do not enter do with a form: verify, sign, freeze and lock; and for everybody, that it is closed. */
export function FormReview({ study, casebook, siteBook, form, focused }: FormReviewProps) {
  const say = useTexts(entryTexts)
  const language = useLanguage()
  const { roles } = usePlace()
  const subject = useSubject()
  const [to, setTo] = useState<Closing>()
  const [signing, setSigning] = useState(false)
  const state = casebook.forms.get(form)
  const closed = closedAt(casebook, form, siteBook)
  const closing = closed?.closing ?? 'open'
  const at = focused !== undefined && within(focused, form) ? focused : form
  const here = [form, at].map((scope) => closedHere(casebook, scope)?.closing ?? 'open')
  const sign = roles.some((role) => mayNow(role, 'sign', closing))
    ? needsSigning(study, casebook).find(({ scope, meaning }) => scope === form && meaning === 'data-correct')
    : undefined
  const offered = (['frozen', 'locked', 'open'] as const).filter((next) =>
    roles.some((role) => here.some((from) => mayLead(role, from, next))),
  )
  const mayVerify = roles.some((role) => mayAssert(role, 'verify'))
  const name = scopeName(study, form, language) ?? form
  useKeys(sign?.before.length === 0 ? [{ keys: 'alt+s', label: say('signForm'), run: () => setSigning(true) }] : [])
  return (
    <>
      <MovedNotice />
      <UntrainedNotice version={study.id} />
      {closed && <ClosedNotice closed={closed} />}
      <SignatureLines {...{ study, casebook, form }} />
      {sign?.why.kind === 'changed' && (
        <Notice
          tone="stop"
          title={say('signBroken')}
          action={
            sign.before.length === 0 && (
              <Button keys="alt+s" onClick={() => setSigning(true)}>
                {say('signAgain')}
              </Button>
            )
          }
        >
          {sign.why.since
            .slice(0, 6)
            .map(({ item }) => scopeName(study, item, language)?.split(', ')[0])
            .join(', ')}
        </Notice>
      )}
      {(mayVerify || offered.length > 0 || sign?.why.kind === 'unsigned') && state && (
        <div className={styles.review} role="group" aria-label={say('review')}>
          {roles.some((role) => mayNow(role, 'verify', closing)) && (
            <Verifying {...{ study, casebook, state, form, focused }} />
          )}
          <span className="grow" />
          {sign?.why.kind === 'unsigned' && (
            <Button icon="pen" keys="alt+s" disabled={sign.before.length > 0} onClick={() => setSigning(true)}>
              {say(sign.before.length > 0 ? 'signWhenComplete' : 'signForm')}
            </Button>
          )}
          {offered.map((next) => (
            <Button key={next} kind="quiet" onClick={() => setTo(next)}>
              {say(`close.${next}`)}
            </Button>
          ))}
        </div>
      )}
      {to && <ClosingDialog {...{ study, casebook, to }} scope={at} reach={form} onClose={() => setTo(undefined)} />}
      {signing && (
        <SignDialog
          parts={[
            {
              ...{ subject, scope: form, meaning: 'data-correct', name },
              content: signedContent(casebook, form),
              version: state?.version ?? study.id,
              code: casebook.code ?? '',
            },
          ]}
          onClose={() => setSigning(false)}
        />
      )}
    </>
  )
}

interface VerifyingProps extends Omit<FormReviewProps, 'siteBook'> {
  readonly state: FormState
}

/** How far the comparison with the source has come, and one key for an item or for the whole form. */
function Verifying({ study, casebook, state, form, focused }: VerifyingProps) {
  const say = useTexts(entryTexts)
  const { sitting } = useFormSession()
  const assert = useAssert(study)
  const [note, setNote] = useState('')
  const [failed, setFailed] = useState(false)
  const all = verifiable(study.version, casebook.subject, state)
  const asked = all.filter((one) => one.state !== 'not-asked')
  const count = (wanted: string) => all.filter((one) => one.state === wanted).length
  const left = [...sitting.current().items.keys()].filter((path) =>
    all.some(({ item, state }) => item.path === path && (state === 'to-verify' || state === 'changed')),
  )
  const goOn = (from: ItemPath | undefined) => {
    const order = [...sitting.current().items.keys()]
    const at = from === undefined ? -1 : order.indexOf(from)
    const next = left.find((path) => path !== from && order.indexOf(path) > at) ?? left.find((path) => path !== from)
    if (next) focusItem(next)
  }
  const verify = async (scope: FormPath | ItemPath) => {
    const body = verifying(state, scope, note.trim() || undefined)
    if (!body) return
    const done = await assert(casebook, body)
    setFailed(!done)
    if (done && scope !== form) goOn(focusedItem() ?? focused)
  }
  const takeBack = async (scope: ItemPath) => {
    const body = takingBack(state, scope, note.trim() || say('verifiedByMistake'))
    if (body) setFailed(!(await assert(casebook, body)))
  }
  const at = () => focusedItem() ?? focused
  useKeys([
    { keys: ['alt+v', 'v'], label: say('verifyItem'), run: () => void (at() && verify(at() ?? form)) },
    { keys: 'alt+shift+v', label: say('verifyForm'), run: () => void verify(form) },
    { keys: 'alt+shift+u', label: say('takeBack'), run: () => void takeBackAt(), hint: false },
  ])
  const takeBackAt = async () => {
    const item = at()
    if (item) await takeBack(item)
  }
  const verified = count('verified')
  return (
    <>
      <Mark
        state={asked.length > 0 && verified >= asked.length ? 'verified' : 'begun'}
        word={say('verifiedOf', { done: verified, of: asked.length })}
      />
      {count('changed') > 0 && <Mark state="check" word={say('changedSince', { count: count('changed') })} />}
      <TextInput
        className={styles.source}
        value={note}
        maxLength={500}
        aria-label={say('sourceNote')}
        placeholder={say('sourceNote')}
        onChange={({ target }) => setNote(target.value)}
      />
      <Button
        keys="alt+v"
        disabled={left.length === 0}
        onClick={() => (focused ? void verify(focused) : goOn(undefined))}
      >
        {say('verifyItem')}
      </Button>
      <Button keys="alt+shift+v" disabled={left.length === 0} onClick={() => void verify(form)}>
        {say('verifyForm')}
      </Button>
      {failed && <span role="status">{say('notVerified')}</span>}
    </>
  )
}
