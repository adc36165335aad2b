import { useEffect, useRef, useState } from 'react'
import { v7 as uuid } from 'uuid'
import type { QueryState } from '#shared/casebook/casebook'
import type { QueryMove, QueryParty } from '#shared/change/change'
import { REDACTED } from '#shared/redaction/black-out'
import { type AskedQuery, movesOn, partyOf } from '#shared/review/queries'
import type { Role } from '#shared/roles'
import { textIn } from '#shared/study/definition'
import { Button } from '../../ui/button'
import { Select, TextArea } from '../../ui/field'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark, type MarkState } from '../../ui/mark'
import { BlackOut } from '../black-out'
import { useFormSession } from '../form-session'
import { showClaimed } from '../instant'
import { usePeople } from '../people'
import type { ItemView } from '../scene'
import { Telling } from '../telling'
import { formTexts } from '../texts'
import { useBlackingOutHere } from './blacking-out'
import styles from './inspector.module.css'

/** The queries of an item, and the way to ask. */
export function QuerySection({ item, wantsToAsk }: { item: ItemView; wantsToAsk: number }) {
  const { sitting, mayAsk, role } = useFormSession()
  const say = useTexts(formTexts)
  // What opened by itself and was not talked about yet is the finding below the item.
  const shown = item.queries.filter(
    ({ origin, status }) =>
      origin !== 'check' ||
      (status !== 'candidate' && (role === 'monitor' || role === 'data-manager' || status !== 'open')),
  )
  return (
    <div className={styles.queries}>
      {shown.length === 0 && <p className="secondary">{say('queriesNone')}</p>}
      {shown.map((query) => (
        <Thread key={query.id} query={query} />
      ))}
      {mayAsk && (
        <Words
          label={say('ask')}
          placeholder={say('askPlaceholder')}
          send={say('askSend')}
          focusOn={wantsToAsk}
          to={partiesFor(role)}
          onSend={(text, to) => void sitting.ask(uuid(), item.path, text, to)}
        />
      )}
    </div>
  )
}

const marks: { readonly [Status in QueryState['status']]: MarkState } = {
  candidate: 'check',
  open: 'query',
  reopened: 'query',
  answered: 'answered',
  closed: 'complete',
  cancelled: 'complete',
}

/** Whom somebody may ask, the other side first: that is who is asked unless they say otherwise. */
const partiesFor = (role: Role): readonly QueryParty[] =>
  partyOf(role) === 'monitor' || partyOf(role) === 'data-manager'
    ? (['site', 'investigator', 'monitor', 'data-manager'] as const).filter((party) => party !== partyOf(role))
    : (['monitor', 'data-manager', 'investigator', 'site'] as const).filter((party) => party !== partyOf(role))

function Thread({ query }: { query: AskedQuery }) {
  const { sitting, mayAsk, role } = useFormSession()
  const say = useTexts(formTexts)
  const language = useLanguage()
  const people = usePeople()
  const blackingOut = useBlackingOutHere()
  const offered = mayAsk ? movesOn(query, [role], sitting.author().id) : []
  const names: { readonly [Move in QueryMove]: string } = {
    propose: say('askSend'),
    open: say('askSend'),
    answer: say('answer'),
    close: say('closeQuery'),
    cancel: say('cancelQuery'),
    reopen: say('reopen'),
  }
  return (
    <div className={styles.thread}>
      <Mark state={marks[query.status]} word={say(`query.${query.status}`)} />
      {query.origin === 'contested' && <p className="secondary">{say('contestedQuery')}</p>}
      {query.finding && <p>{textIn(query.finding.message, language)}</p>}
      {query.finding?.confirmation && (
        <p className="secondary">
          {query.finding.confirmation.reason} ·{' '}
          {people.get(query.finding.confirmation.logged.change.author) ?? say('unknownPerson')}
        </p>
      )}
      <ol className={styles.talk}>
        {query.thread.map(({ ref, move, text, logged }) => (
          <li key={ref}>
            {text !== '' && <p>{text === REDACTED ? say('blackedOut') : text}</p>}
            <p className="secondary">
              {people.get(logged.change.author) ?? say('unknownPerson')} {say(`move.${move}`)} ·{' '}
              {showClaimed(logged.change.claimedAt, language)}
            </p>
            <BlackOut logged={logged} by={blackingOut} showValue={() => ''} />
          </li>
        ))}
      </ol>
      {offered.length > 0 && (
        <Words
          label={say('answerPlaceholder')}
          placeholder={say(offered.includes('answer') ? 'answerPlaceholder' : 'words')}
          actions={offered.map((move) => ({ move, name: names[move] }))}
          onMove={(move, text) => void sitting.say(query, move, text)}
        />
      )}
    </div>
  )
}

interface WordsProps {
  readonly label: string
  readonly placeholder: string
  readonly send?: string
  readonly focusOn?: number
  /** Who may be asked, the first unless somebody says otherwise. */
  readonly to?: readonly QueryParty[]
  readonly onSend?: (text: string, to: QueryParty | undefined) => void
  readonly actions?: readonly { readonly move: QueryMove; readonly name: string }[]
  readonly onMove?: (move: QueryMove, text: string) => void
}

/** A few lines and what to do with them. Closing needs no words; everything else does. */
function Words({ label, placeholder, send, focusOn = 0, to = [], onSend, actions = [], onMove }: WordsProps) {
  const say = useTexts(formTexts)
  const [party, setParty] = useState<QueryParty>()
  const area = useRef<HTMLTextAreaElement>(null)
  const [written, setWritten] = useState('')
  useEffect(() => {
    if (focusOn > 0) area.current?.focus()
  }, [focusOn])
  const text = () => area.current?.value.trim() ?? ''
  const done = () => {
    if (area.current) area.current.value = ''
    setWritten('')
  }
  return (
    <div className={styles.words}>
      <TextArea
        ref={area}
        rows={2}
        maxLength={2_000}
        aria-label={label}
        placeholder={placeholder}
        onChange={() => setWritten(text())}
      />
      <Telling text={written} />
      <div className={styles.actions}>
        {to.length > 0 && (
          <Select
            aria-label={say('askTo')}
            value={party ?? to[0] ?? ''}
            choices={to.map((value) => ({ value, label: say(`askTo.${value}`) }))}
            onChange={({ target }) => setParty(to.find((each) => each === target.value))}
          />
        )}
        {onSend && (
          <Button
            disabled={written === ''}
            onClick={() => {
              onSend(text(), party)
              done()
            }}
          >
            {send}
          </Button>
        )}
        {actions.map(({ move, name }) => (
          <Button
            key={move}
            disabled={written === '' && move !== 'close'}
            onClick={() => {
              onMove?.(move, text())
              done()
            }}
          >
            {name}
          </Button>
        ))}
      </div>
    </div>
  )
}
