import { useState } from 'react'
import type { PlaceStanding, RandomisationOverview } from '#shared/randomisation/protocol'
import { type Language, textIn } from '#shared/study/definition'
import type { StratumDef } from '#shared/study/randomisation-definition'
import { useNow } from '../../../app/clock'
import { Button } from '../../../ui/button'
import { showMoment } from '../../../ui/dates'
import { useLanguage, useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import { Fact, Facts } from '../../../ui/screen'
import styles from '../admin.module.css'
import { type PlaceAct, PlaceDialog } from './place-dialog'
import { SealDialog } from './seal-dialog'
import { keepingTexts } from './texts'

interface StudyPartProps {
  readonly overview: RandomisationOverview
  /** Something was set or sealed: what is shown is old. */
  readonly onChanged: () => void
}

/** One study: how it randomises, how many, where, and its lists. */
export function StudyPart({ overview, onChanged }: StudyPartProps) {
  const say = useTexts(keepingTexts)
  const language = useLanguage()
  const [act, setAct] = useState<PlaceAct>()
  const [sealing, setSealing] = useState(false)
  const { definition, name, versionName, places, lists } = overview
  const [whole] = places
  const strata = definition.strata.map(({ value }) => strataText(value, language, say('bySite')))
  return (
    <div className={styles.study}>
      <h3>{name}</h3>
      <Facts>
        <Fact label={say('version')}>{versionName}</Fact>
        <Fact label={say('method')}>{say(`method.${definition.method.value}`)}</Fact>
        <Fact label={say('ratio')}>{definition.arms.value.map(({ arm, parts }) => `${arm} ${parts}`).join(' : ')}</Fact>
        <Fact label={say('strata')}>{strata.length > 0 ? strata.join(' × ') : say('noStrata')}</Fact>
        <Fact label={say('masking')}>{say(`masking.${definition.masking.value}`)}</Fact>
        {whole && <Fact label={say('randomised')}>{countText(whole, say)}</Fact>}
      </Facts>
      <Places places={places} onAct={setAct} />
      <Strata overview={overview} />
      {lists.length === 0 && (
        <Notice tone="check" title={say('noList')}>
          {say('noListText')}
        </Notice>
      )}
      {lists.length > 0 && <Lists lists={lists} />}
      <div className="line">
        <Button kind={lists.length === 0 ? 'primary' : 'plain'} icon="lock" onClick={() => setSealing(true)}>
          {say('seal')}
        </Button>
      </div>
      {act && (
        <PlaceDialog
          study={overview.study}
          act={act}
          onClose={() => setAct(undefined)}
          onDone={() => {
            setAct(undefined)
            onChanged()
          }}
        />
      )}
      {sealing && (
        <SealDialog
          overview={overview}
          onClose={() => setSealing(false)}
          onDone={() => {
            setSealing(false)
            onChanged()
          }}
        />
      )}
    </div>
  )
}

const countText = (
  { randomised, most }: PlaceStanding,
  say: (key: 'of', values: { count: number; most: number }) => string,
): string => (most === undefined ? String(randomised) : say('of', { count: randomised, most }))

function strataText(stratum: StratumDef, language: Language, bySite: string): string {
  const title = textIn(stratum.title, language)
  const levels = stratum.by === 'value' ? stratum.levels : (stratum.groups ?? [])
  const named = levels.map((level) => textIn(level.title, language))
  return `${title} (${named.length > 0 ? named.join(', ') : bySite})`
}

function Places({ places, onAct }: { places: readonly PlaceStanding[]; onAct: (act: PlaceAct) => void }) {
  const say = useTexts(keepingTexts)
  const language = useLanguage()
  const now = useNow()
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          <th scope="col">{say('place')}</th>
          <th scope="col">{say('state')}</th>
          <th scope="col" className={styles.number}>
            {say('randomised')}
          </th>
          <th scope="col" className={styles.number}>
            {say('most')}
          </th>
          <th scope="col">{say('since')}</th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.site}>
            <th scope="row">
              {place.site === '*' ? say('study') : place.site} <span className="mute">{place.name}</span>
            </th>
            <td>{place.open ? say('open') : <span className="secondary">{say('closed')}</span>}</td>
            <td className={styles.number}>{place.randomised}</td>
            <td className={styles.number}>{place.most ?? '–'}</td>
            <td className="secondary">
              {place.setAt === undefined
                ? say('never')
                : `${showMoment(place.setAt, language, now)}, ${place.setBy ?? ''}`}
            </td>
            <td className={styles.acts}>
              <Button kind="quiet" onClick={() => onAct({ kind: 'limit', place })}>
                {say('change')}
              </Button>
              <Button onClick={() => onAct({ kind: place.open ? 'close' : 'open', place })}>
                {say(place.open ? 'closeIt' : 'openIt')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Strata({ overview: { strata, definition } }: { overview: RandomisationOverview }) {
  const say = useTexts(keepingTexts)
  const language = useLanguage()
  if (strata.length === 0) return null
  const levelText = (oid: string, code: string): string => {
    const stratum = definition.strata.find(({ value }) => value.oid === oid)?.value
    const levels = stratum?.by === 'value' ? stratum.levels : (stratum?.groups ?? [])
    const level = levels.find((one) => one.code === code)
    return level ? textIn(level.title, language) : code
  }
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          {definition.strata.map(({ value }) => (
            <th key={value.oid} scope="col">
              {textIn(value.title, language)}
            </th>
          ))}
          {definition.strata.length === 0 && <th scope="col">{say('stratum')}</th>}
          <th scope="col" className={styles.number}>
            {say('randomised')}
          </th>
          <th scope="col" className={styles.number}>
            {say('left')}
          </th>
        </tr>
      </thead>
      <tbody>
        {strata.map(({ levels, randomised, planned }) => (
          <tr key={levels.map(({ stratum, level }) => `${stratum} ${level}`).join('|')}>
            {definition.strata.map(({ value }) => (
              <td key={value.oid}>
                {levelText(value.oid, levels.find(({ stratum }) => stratum === value.oid)?.level ?? '–')}
              </td>
            ))}
            {definition.strata.length === 0 && <td>{say('study')}</td>}
            <td className={styles.number}>{randomised}</td>
            <td className={styles.number}>{planned === undefined ? '–' : Math.max(0, planned - randomised)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Lists({ lists }: { lists: RandomisationOverview['lists'] }) {
  const say = useTexts(keepingTexts)
  const language = useLanguage()
  const now = useNow()
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          <th scope="col">{say('lists')}</th>
          <th scope="col">{say('by')}</th>
          <th scope="col">{say('fingerprint')}</th>
          <th scope="col">{say('proof')}</th>
        </tr>
      </thead>
      <tbody>
        {lists.map(({ id, madeAt, madeBy, hash, holds }) => (
          <tr key={id}>
            <td>{showMoment(madeAt, language, now)}</td>
            <td>{madeBy}</td>
            <td className="num" title={hash}>
              {hash.slice(0, 12)}
            </td>
            <td>{holds ? say('holds') : <strong>{say('broken')}</strong>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
