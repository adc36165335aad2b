import { memo, useCallback, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { FormPath } from '#shared/casebook/path'
import type { Analyte } from '#shared/review/laboratory-lane'
import type { Timeline } from '#shared/review/timeline'
import { Button } from '../../../ui/button'
import { showDate } from '../../../ui/dates'
import { useKeys } from '../../../ui/keys'
import { useLanguage, useTexts } from '../../../ui/language'
import { adverseEventTexts } from '../texts'
import { type View, moved, showing, zoomed } from './axis'
import { useInk } from './ink'
import { paint } from './paint'
import { HEAD, LABEL, type Picture, dayAt } from './picture'
import styles from './plot.module.css'
import { readingAt } from './reading'
import { heightOf, rowAt, daysOf, rowOfEvent, rowsOf } from './rows'

interface TimelinePlotProps {
  readonly timeline: Timeline
  readonly analytes: readonly Analyte[]
  readonly laneOf: Picture['laneOf']
  readonly words: Picture['words']
  readonly current: FormPath
  readonly onChoose: (form: FormPath) => void
}

/** One step of the arrow keys, as a share of what is seen. */
const STEP = 0.2
const NEARER = 0.6

/**
 * What happened to one participant on one axis, drawn on a canvas that is as large as its window: scrolling, moving and
 * zooming draw it again, and nothing else of the page. A table beside it says the same to those who cannot see it.
 */
export function TimelinePlot({ timeline, analytes, laneOf, words, current, onChoose }: TimelinePlotProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const ink = useInk()
  const whole = useMemo<View>(() => ({ from: timeline.first, to: timeline.last }), [timeline])
  const [view, setView] = useState(whole)
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const readout = useRef<HTMLSpanElement>(null)
  const rows = useMemo(() => rowsOf(timeline, analytes), [timeline, analytes])
  const [followed, setFollowed] = useState(current)
  if (followed !== current) {
    const days = daysOf(rows, current)
    setFollowed(current)
    if (days) setView(showing(view, whole, days))
  }
  // The table is as much to lay out as all the rest of the page: it is made once the plot is seen.
  const told = useDeferredValue<Timeline | null>(timeline, null)
  const shown = view.from < whole.from || view.to > whole.to ? whole : view

  const picture = useRef<Picture>(undefined)
  const draw = useCallback(() => {
    const [part, surface] = [box.current, canvas.current]
    const pen = surface?.getContext('2d')
    if (!part || !surface || !pen || !picture.current) return
    const [width, height] = [part.clientWidth, part.clientHeight]
    const sharp = window.devicePixelRatio
    if (surface.width !== Math.round(width * sharp) || surface.height !== Math.round(height * sharp)) {
      surface.width = Math.round(width * sharp)
      surface.height = Math.round(height * sharp)
      surface.style.width = `${width}px`
      surface.style.height = `${height}px`
    }
    pen.setTransform(sharp, 0, 0, sharp, 0, 0)
    picture.current = { ...picture.current, width, height, scrolled: part.scrollTop }
    paint(pen, picture.current)
    surface.dataset['drawn'] = picture.current.current
  }, [])
  const waiting = useRef(0)
  const drawSoon = useCallback(() => {
    if (waiting.current !== 0) return
    waiting.current = requestAnimationFrame(() => {
      waiting.current = 0
      draw()
    })
  }, [draw])
  useEffect(() => () => cancelAnimationFrame(waiting.current), [])

  useLayoutEffect(() => {
    picture.current = {
      ...{ timeline, rows, view: shown, current, ink, words, laneOf },
      ...{ width: 0, height: 0, scrolled: 0 },
    }
    draw()
  }, [timeline, rows, shown, current, ink, words, laneOf, draw])

  // Whoever goes on to another event sees its line, as they see the days it lasted.
  useLayoutEffect(() => {
    const part = box.current
    const row = rowOfEvent(rows, current)
    if (!part || !row) return
    const room = part.clientHeight - HEAD
    if (row.top < part.scrollTop) part.scrollTop = row.top - 24
    else if (row.top + row.height > part.scrollTop + room) part.scrollTop = row.top + row.height - room
  }, [current, rows])

  useEffect(() => {
    const part = box.current
    if (!part) return undefined
    const observer = new ResizeObserver(drawSoon)
    observer.observe(part)
    const wheel = (event: WheelEvent) => {
      const now = picture.current
      if (!now) return
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        const at = dayAt(now, Math.max(LABEL, event.offsetX))
        setView((before) => zoomed(before, whole, event.deltaY > 0 ? 1 / NEARER : NEARER, at))
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault()
        const days = (event.deltaX / (now.width - LABEL)) * (now.view.to - now.view.from)
        setView((before) => moved(before, whole, days))
      }
    }
    part.addEventListener('wheel', wheel, { passive: false })
    return () => {
      observer.disconnect()
      part.removeEventListener('wheel', wheel)
    }
  }, [drawSoon, whole])

  const toPart = (by: 1 | -1) => {
    const part = box.current
    if (!part) return
    const parts = rows.filter(({ content }) => content.kind === 'part').map(({ top }) => top)
    const next =
      by > 0 ? parts.find((top) => top > part.scrollTop + 1) : parts.findLast((top) => top < part.scrollTop - 1)
    if (next !== undefined) part.scrollTop = next
  }
  const span = shown.to - shown.from
  useKeys([
    {
      keys: ['+', '-'],
      label: say('zoomKey'),
      run: (key) => setView(zoomed(shown, whole, key === '+' ? NEARER : 1 / NEARER)),
    },
    { keys: '0', label: say('wholeKey'), hint: false, run: () => setView(whole) },
    {
      keys: ['ArrowLeft', 'ArrowRight'],
      label: say('moveKey'),
      hint: false,
      run: (key) => setView(moved(shown, whole, key === 'ArrowLeft' ? -span * STEP : span * STEP)),
    },
    { keys: ['[', ']'], label: say('partKey'), run: (key) => toPart(key === ']' ? 1 : -1) },
  ])

  const pointed = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const [part, now] = [box.current, picture.current]
    if (!part || !now) return undefined
    const place = part.getBoundingClientRect()
    const [x, y] = [clientX - place.left, clientY - place.top]
    const row = y < HEAD ? undefined : rowAt(rows, y - HEAD + part.scrollTop)
    return { picture: now, row, x }
  }
  return (
    <>
      <div className={styles.tools}>
        <span ref={readout} className={styles.readout} aria-hidden="true" />
        <Button kind="quiet" aria-label={say('zoomIn')} onClick={() => setView(zoomed(shown, whole, NEARER))}>
          +
        </Button>
        <Button kind="quiet" aria-label={say('zoomOut')} onClick={() => setView(zoomed(shown, whole, 1 / NEARER))}>
          −
        </Button>
        <Button kind="quiet" onClick={() => setView(whole)}>
          {say('zoomWhole')}
        </Button>
      </div>
      {/* Keys j and k do the same. */}
      <div
        ref={box}
        className={styles.box}
        onScroll={drawSoon}
        onClick={(event) => {
          const content = pointed(event)?.row?.content
          if (content?.kind === 'event') onChoose(content.row.event.form)
        }}
        onPointerMove={(event) => {
          const at = pointed(event)
          if (readout.current) readout.current.textContent = at ? readingAt(at.picture, at.row, at.x, language) : ''
        }}
        onPointerLeave={() => {
          if (readout.current) readout.current.textContent = ''
        }}
      >
        <canvas
          ref={canvas}
          className={styles.canvas}
          role="img"
          aria-label={say('timeline', { from: showDate(isoOf(timeline.first), language) })}
        />
        <div style={{ height: heightOf(rows) + HEAD }} className={styles.room} />
      </div>
      {told && <Spoken timeline={told} />}
    </>
  )
}

const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** The same as a table; results of laboratories are read on their forms. */
const Spoken = memo(function Spoken({ timeline }: { timeline: Timeline }) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  return (
    <table className="spoken">
      <caption>{say('timeline', { from: showDate(isoOf(timeline.first), language) })}</caption>
      <thead>
        <tr>
          <th scope="col">{say('event')}</th>
          <th scope="col">{say('grade')}</th>
          <th scope="col">{say('from')}</th>
          <th scope="col">{say('to')}</th>
        </tr>
      </thead>
      <tbody>
        {timeline.events.flatMap(({ event, bars }) =>
          bars.map((bar) => (
            <tr key={`${event.form} ${bar.from}`}>
              <th scope="row">{event.term ?? say('unnamed')}</th>
              <td>{bar.grade ?? '–'}</td>
              <td>{showDate(isoOf(bar.from), language)}</td>
              <td>{bar.open ? say('goesOn') : showDate(isoOf(bar.to - 1), language)}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
})
