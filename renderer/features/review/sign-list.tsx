import { formOf } from '#shared/casebook/path'
import { versionOf } from '#shared/casebook/versions'
import { signedContent } from '#shared/review/signed-content'
import type { NotReady } from '#shared/review/signing'
import type { CompiledStudy } from '#shared/study/compile'
import type { Signable } from '../../review/sign-dialog'
import { recordName, scopeName, scopeWords } from '../../review/words'
import { Button } from '../../ui/button'
import { useKeys } from '../../ui/keys'
import { Mark } from '../../ui/mark'
import { Table } from '../../ui/table'
import type { SignLine } from './lines'
import { participantColumn } from './participant-column'
import styles from './review.module.css'
import { useListed } from './use-listed'

interface SignListProps {
  readonly study: CompiledStudy
  readonly lines: readonly SignLine[]
  readonly onSign: (parts: readonly Signable[]) => void
}

/** What the study wants signed: what it is, why it is not, and whether it can be. */
export function SignList({ study, lines, onSign }: SignListProps) {
  const { say, language, place, go, authorOf, current, setAt } = useListed(lines)
  const ready = lines.filter(({ before }) => before.length === 0)
  const nameOf = ({ scope, casebook }: SignLine) =>
    [recordName(study, casebook, scope), scopeName(study, scope, language) ?? say('casebook')]
      .filter((part) => part !== undefined)
      .join(', ')
  const signable = (line: SignLine): Signable => {
    const { scope, meaning, code, casebook } = line
    const form = formOf(scope)
    const version = (form && casebook.forms.get(form)?.version) ?? versionOf(casebook) ?? place.version
    const content = signedContent(casebook, scope)
    return { subject: casebook.subject, scope, content, meaning, version, code, name: nameOf(line) }
  }
  const signCurrent = () => {
    if (current?.before.length === 0) onSign([signable(current)])
  }
  const whyOf = ({ why }: SignLine): string => {
    if (why.kind === 'unsigned') return say('unsigned')
    if (why.since.length === 0) return say('changedUnseen')
    const items = why.since
      .slice(0, 3)
      .flatMap(({ item }) => scopeWords(study, item, language).item ?? [])
      .join(', ')
    return say('changedSince', { who: authorOf(why.signature.logged), items })
  }
  const firstOf = ({ before }: SignLine): string => {
    const names = (why: NotReady['why']) =>
      before
        .filter((one) => one.why === why)
        .slice(0, 2)
        .map(({ scope }) => scopeName(study, scope, language) ?? '')
        .join('; ')
    const forms = names('not-complete')
    if (before.some(({ why }) => why === 'empty')) return say('nothingThere')
    if (names('not-accepted') !== '') return say('notAccepted')
    return forms !== '' ? say('notComplete', { forms }) : say('notDecided', { items: names('contested') })
  }
  useKeys([{ keys: 's', label: say('signOne'), run: signCurrent }])
  return (
    <>
      <Table
        label={say('sign')}
        rows={lines}
        rowKey={({ key }) => key}
        current={current?.key}
        onCurrent={({ key }) => setAt(key)}
        onOpen={({ casebook: { subject }, scope }) => {
          const form = formOf(scope)
          const to = { study: place.study, site: place.site, subject }
          go(form ? { screen: 'form', ...to, form } : { screen: 'casebook', ...to })
        }}
        columns={[
          participantColumn(say('participant')),
          { id: 'what', title: say('what'), width: 300, cell: nameOf },
          {
            id: 'state',
            title: say('state'),
            width: 170,
            cell: ({ why }) =>
              why.kind === 'changed' ? <Mark state="sign-again" /> : <Mark state="planned" word={say('toSign')} />,
          },
          { id: 'why', title: say('why'), cell: (line) => <span title={whyOf(line)}>{whyOf(line)}</span> },
          {
            id: 'ready',
            title: say('ready'),
            width: 260,
            cell: (line) =>
              line.before.length === 0 ? (
                say('yes')
              ) : (
                <span className="mute" title={firstOf(line)}>
                  {firstOf(line)}
                </span>
              ),
          },
        ]}
      />
      <div className={styles.foot}>
        <span className="grow" />
        <Button icon="pen" keys="s" disabled={current?.before.length !== 0} onClick={signCurrent}>
          {say('signOne')}
        </Button>
        <Button kind="primary" disabled={ready.length === 0} onClick={() => onSign(ready.map(signable))}>
          {say('signReady', { count: ready.length })}
        </Button>
      </div>
    </>
  )
}
