import { type RefObject, useEffect, useRef, useState } from 'react'
import type { FormPath } from '#shared/casebook/path'
import { showDate } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { adverseEventTexts } from './texts'
import { type Bar, type Timeline, monthStep } from './timeline'
import styles from './workbench.module.css'

const LABEL = 176
const ROW = 22
const HEAD = 42

interface TimelinePlotProps {
  readonly timeline: Timeline
  readonly current: FormPath
  readonly onChoose: (form: FormPath) => void
}

/** Visits and events of one participant on one axis. A table behind it says the same to those who cannot see it. */
export function TimelinePlot({ timeline, current, onChoose }: TimelinePlotProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const [box, width] = useWidth()
  const { first, last, today, months, visits, rows } = timeline
  const room = Math.max(0, width - LABEL - 8)
  const x = (day: number): number => LABEL + ((day - first) / (last - first)) * room
  const height = HEAD + rows.length * ROW + 4
  const step = monthStep(months.length, room)
  const name = (term: string | undefined) => term ?? say('unnamed')
  return (
    <div ref={box} className={styles.plotBox}>
      {width > 0 && (
        <svg
          className={styles.plot}
          width={width}
          height={height}
          role="img"
          aria-label={say('timeline', { from: showDate(isoOf(first), language) })}
        >
          {months.map(({ day, iso }, i) => (
            <g key={iso}>
              <line x1={x(day)} x2={x(day)} y1={4} y2={height} className={styles.month} />
              {i % step === 0 && x(day) < LABEL + room - 40 && (
                <text x={x(day) + 4} y={12}>
                  {monthName(iso, language, i === 0)}
                </text>
              )}
            </g>
          ))}
          <text x={0} y={34} className={styles.plotHead}>
            {say('visits')}
          </text>
          {visits.map(({ label, day }, i) => {
            const next = visits[i + 1]
            return (
              <g key={`${label} ${day}`}>
                <line x1={x(day)} x2={x(day)} y1={HEAD - 2} y2={height} className={styles.visitLine} />
                <rect x={x(day) - 3} y={24} width={6} height={12} rx={1.5} className={styles.visit} />
                {(next === undefined || x(next.day) - x(day) > 44) && (
                  <text x={x(day) + 7} y={34} className={styles.plotName}>
                    {label}
                  </text>
                )}
              </g>
            )
          })}
          {rows.map(({ event, bars }, i) => {
            const y = HEAD + i * ROW
            return (
              <g key={event.form} className={styles.plotRow} onClick={() => onChoose(event.form)}>
                <rect
                  x={-8}
                  y={y}
                  width={width + 16}
                  height={ROW}
                  rx={4}
                  className={event.form === current ? styles.plotCurrent : styles.plotHit}
                />
                <text x={0} y={y + 15} className={event.form === current ? styles.plotHead : styles.plotName}>
                  {short(name(event.term))}
                </text>
                {bars.map((bar) => (
                  <BarMark key={bar.from} bar={bar} from={x(bar.from)} to={x(bar.to)} y={y + 4} />
                ))}
                {event.serious && <Sae x={x(bars.at(-1)?.to ?? last) + 6} y={y + 3} edge={width} word={say('sae')} />}
              </g>
            )
          })}
          <line x1={x(today)} x2={x(today)} y1={18} y2={height} className={styles.today} />
          <text x={Math.min(x(today), width - 24)} y={12} textAnchor="middle" className={styles.todayName}>
            {say('now')}
          </text>
        </svg>
      )}
      <table className="spoken">
        <caption>{say('timeline', { from: showDate(isoOf(first), language) })}</caption>
        <thead>
          <tr>
            <th scope="col">{say('event')}</th>
            <th scope="col">{say('grade')}</th>
            <th scope="col">{say('from')}</th>
            <th scope="col">{say('to')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ event, bars }) =>
            bars.map((bar) => (
              <tr key={`${event.form} ${bar.from}`}>
                <th scope="row">{name(event.term)}</th>
                <td>{bar.grade ?? '–'}</td>
                <td>{showDate(isoOf(bar.from), language)}</td>
                <td>{bar.open ? say('goesOn') : showDate(isoOf(bar.to - 1), language)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}

const fills = { 1: styles.fill1, 2: styles.fill2, 3: styles.fill3, 4: styles.fill4, 5: styles.fill5 } as const
const inks = { 1: styles.ink1, 2: styles.ink2, 3: styles.ink3, 4: styles.ink4, 5: styles.ink5 } as const

/** A stretch of one grade: its colour, its number, and a point where it goes on. */
function BarMark({ bar, from, to, y }: { bar: Bar; from: number; to: number; y: number }) {
  const width = Math.max(14, to - from)
  const fill = bar.grade ? fills[bar.grade] : styles.fillNone
  return (
    <>
      <rect x={from} y={y} width={width} height={14} rx={2} className={fill} />
      {bar.open && <path d={`M${from + width + 1} ${y}l5 7-5 7z`} className={fill} />}
      <text x={from + 4} y={y + 11.5} className={bar.grade ? inks[bar.grade] : styles.inkNone}>
        {bar.grade ?? '–'}
      </text>
    </>
  )
}

function Sae({ x, y, edge, word }: { x: number; y: number; edge: number; word: string }) {
  const left = Math.min(x, edge - 34)
  return (
    <>
      <rect x={left} y={y} width={32} height={16} rx={3} className={styles.sae} />
      <text x={left + 16} y={y + 12} textAnchor="middle" className={styles.saeName}>
        {word}
      </text>
    </>
  )
}

const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** "Feb" within a year, "Jan 2026" where a year begins or the axis does. */
const monthName = (month: string, language: 'en' | 'fr', first: boolean): string => {
  const whole = showDate(month, language)
  return first || month.endsWith('-01') ? whole : whole.slice(0, whole.lastIndexOf(' '))
}

const short = (term: string): string => (term.length > 24 ? `${term.slice(0, 23).trimEnd()}…` : term)

/** The width of a box as it is drawn, so that letters in a plot keep their size. */
function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [box, width]
}
