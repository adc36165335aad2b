import { useRef, useState } from 'react'
import type { QueryMove } from '#shared/change/change'
import { movesOn, queryMove } from '#shared/review/queries'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { usePlace } from '../../app/place'
import { useSession } from '../../app/store'
import { showClaimed } from '../../form/instant'
import { Telling } from '../../form/telling'
import { useAssert } from '../../review/use-assert'
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
  const language = useLanguage()
  const { roles } = usePlace()
  const { user } = useSession()
  const assert = useAssert(study)
  const authorOf = useAuthorName()
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
        <div className={styles.talk}>
          {line.query.finding && <p>{textIn(line.query.finding.message, language)}</p>}
          {line.query.finding?.confirmation && (
            <p>
              {line.query.finding.confirmation.reason}{' '}
              <span className="secondary">
                {authorOf(line.query.finding.confirmation.logged)} ·{' '}
                {showClaimed(line.query.finding.confirmation.logged.change.claimedAt, language)}
              </span>
            </p>
          )}
          {line.query.thread.map(({ ref, move, text: said, logged }) => (
            <p key={ref}>
              {said}{' '}
              <span className="secondary">
                {authorOf(logged)} {say(`did.${move}`)} · {showClaimed(logged.change.claimedAt, language)}
              </span>
            </p>
          ))}
        </div>
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
