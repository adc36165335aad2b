import { useRef, useState } from 'react'
import type { Logged, QueryMove } from '#shared/change/change'
import { REDACTED } from '#shared/redaction/black-out'
import { movesOn, queryMove } from '#shared/review/queries'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { usePlace } from '../../app/place'
import { useSession } from '../../app/store'
import { BlackOut } from '../../form/black-out'
import { showClaimed } from '../../form/instant'
import { Telling } from '../../form/telling'
import { useAssert } from '../../review/use-assert'
import { useBlackingOut } from '../../review/use-blacking-out'
import { useAuthorName } from '../../review/words'
import { Button } from '../../ui/button'
import { TextArea } from '../../ui/field'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import type { InboxLine } from './inbox'
import styles from './queries.module.css'
import { queriesTexts } from './texts'

interface QueryThreadProps {
  readonly study: CompiledStudy
  /** What is talked about: one query, or several that get the same words. */
  readonly lines: readonly InboxLine[]
  readonly onDone: () => void
}

/** The talk about a query and the next word in it; of several chosen ones, one word for all. */
export function QueryThread({ study, lines, onDone }: QueryThreadProps) {
  const say = useTexts(queriesTexts)
  const { roles } = usePlace()
  const { user } = useSession()
  const assert = useAssert(study)
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [failed, setFailed] = useState(false)
  const [line, ...others] = lines
  const [ofFirst = [], ...ofOthers] = lines.map(({ query }) => movesOn(query, roles, user.id))
  const offered = ofFirst.filter((move) => ofOthers.every((moves) => moves.includes(move)))
  const move = async (to: QueryMove) => {
    const words = text.trim()
    if (words === '' && to !== 'close') {
      area.current?.focus()
      return
    }
    let done = true
    for (const { casebook, query } of lines) done = (await assert(casebook, queryMove(query, to, words))) && done
    setFailed(!done)
    if (!done) return
    setText('')
    onDone()
  }
  const [first] = offered
  useKeys([
    ...(first ? [{ keys: 'r', label: say('reply'), run: () => area.current?.focus() }] : []),
    ...(first
      ? [{ keys: 'mod+Enter', label: say(`do.${first}`), run: () => void move(first), whileTyping: true }]
      : []),
  ])
  if (!line) return null
  return (
    <section className={styles.thread} aria-label={say('thread')}>
      {others.length > 0 ? (
        <p className="medium">{say('chosen', { count: lines.length })}</p>
      ) : (
        <Talk study={study} line={line} />
      )}
      {offered.length > 0 && (
        <div className={styles.reply}>
          <TextArea
            ref={area}
            rows={2}
            maxLength={2_000}
            value={text}
            aria-label={say('words')}
            placeholder={say('words')}
            onChange={({ target }) => setText(target.value)}
          />
          <Telling text={text} />
          <div className={styles.moves}>
            {offered.map((to) => (
              <Button
                key={to}
                {...(to === first && { keys: 'mod+Enter' })}
                disabled={text.trim() === '' && to !== 'close'}
                onClick={() => void move(to)}
              >
                {say(`do.${to}`)}
              </Button>
            ))}
          </div>
        </div>
      )}
      {offered.length === 0 && <p className="secondary">{say('answeredThere')}</p>}
      {failed && <Notice tone="stop" live title={say('notSaved')} />}
    </section>
  )
}

/** What was said so far, and the way to have a name blacked out that stands in it. */
function Talk({ study, line: { query, casebook } }: { study: CompiledStudy; line: InboxLine }) {
  const say = useTexts(queriesTexts)
  const language = useLanguage()
  const authorOf = useAuthorName()
  const blackingOut = useBlackingOut(study, casebook)
  const words = (text: string) => (text === REDACTED ? say('blackedOut') : text)
  const said = ({ logged }: { readonly logged: Logged }, did?: string) => (
    <span className="secondary">
      {[authorOf(logged), did].filter(Boolean).join(' ')} · {showClaimed(logged.change.claimedAt, language)}
    </span>
  )
  const { finding, thread } = query
  return (
    <div className={styles.talk}>
      {finding && <p>{textIn(finding.message, language)}</p>}
      {finding?.confirmation && (
        <div>
          <p>
            {words(finding.confirmation.reason)} {said(finding.confirmation)}
          </p>
          <BlackOut logged={finding.confirmation.logged} by={blackingOut} showValue={() => ''} />
        </div>
      )}
      {thread.map((one) => (
        <div key={one.ref}>
          <p>
            {words(one.text)} {said(one, say(`did.${one.move}`))}
          </p>
          <BlackOut logged={one.logged} by={blackingOut} showValue={() => ''} />
        </div>
      ))}
    </div>
  )
}
