import type { Casebook, SignatureState } from '#shared/casebook/casebook'
import type { FormPath } from '#shared/casebook/path'
import { signaturesOver, waited } from '#shared/review/covering'
import type { CompiledStudy } from '#shared/study/compile'
import { showClaimed, showReceived } from '../form/instant'
import { useLanguage, useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { reviewTexts } from './texts'
import { scopeName, useAuthorName } from './words'

interface SignatureLinesProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly form: FormPath
}

/**
 * Who signed what this form stands under, in which role, when and for what. What no longer holds stands behind one line,
 * so that it is there and keeps nobody from the form.
 */
export function SignatureLines({ study, casebook, form }: SignatureLinesProps) {
  const say = useTexts(reviewTexts)
  const all = signaturesOver(casebook, form)
  const broken = all.filter(({ intact }) => !intact)
  const line = (signature: SignatureState) => (
    <SignatureLine key={`${signature.ref} ${signature.scope}`} study={study} signature={signature} />
  )
  return (
    <>
      {all.filter(({ intact }) => intact).map(line)}
      {broken.length > 0 && (
        <details className="secondary">
          <summary>{say('brokenSignatures', { count: broken.length })}</summary>
          {broken.map(line)}
        </details>
      )}
    </>
  )
}

function SignatureLine({ study, signature }: { study: CompiledStudy; signature: SignatureState }) {
  const say = useTexts(reviewTexts)
  const language = useLanguage()
  const authorOf = useAuthorName()
  const { scope, meaning, logged, intact } = signature
  const { change, receipt } = logged
  const arrived = receipt ? say('arrivedAt', { when: showReceived(receipt.committedAt, language) }) : say('notArrived')
  return (
    <Notice
      tone={intact ? 'good' : 'calm'}
      title={say(intact ? 'signedBy' : 'signedOnceBy', {
        what: scopeName(study, scope, language) ?? say('casebook'),
        who: authorOf(logged),
        when: showClaimed(change.claimedAt, language),
      })}
    >
      {say(`meaning.${meaning}`)} {!intact && say('noLongerHolds')} {waited(logged) && arrived}
    </Notice>
  )
}
