import { Fragment, useMemo, useState } from 'react'
import { type StudyVersion, textIn } from '#shared/study/definition'
import { isOpen, parametersOf } from '#shared/study/parameters'
import { Tag } from '../../ui/chip'
import { cx } from '../../ui/cx'
import { Segmented } from '../../ui/field'
import { useLanguage, useTexts } from '../../ui/language'
import { versionsTexts } from './texts'
import styles from './versions.module.css'

const AREAS = ['eligibility', 'gates', 'randomisation', 'questionnaires', 'schedule'] as const

/** Every value the study is run by, with where it is from; first those that somebody has still to confirm. */
export function ValueList({ version }: { version: StudyVersion }) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  const [only, setOnly] = useState<'open' | 'all'>('open')
  const all = useMemo(() => parametersOf(version), [version])
  const shown = only === 'open' ? all.filter(isOpen) : all
  return (
    <>
      <div className={styles.tools}>
        <Segmented
          label={say('values')}
          value={only}
          onChange={setOnly}
          choices={[
            { value: 'open', label: say('onlyOpen') },
            { value: 'all', label: say('allValues') },
          ]}
        />
        <span className="secondary">{say('valuesText')}</span>
      </div>
      {AREAS.map((area) => {
        const own = shown.filter((one) => one.area === area)
        return (
          own.length > 0 && (
            <section key={area} className={styles.part}>
              <h2>{say(`in.${area}`)}</h2>
              <table className={cx(styles.table, styles.values)}>
                <colgroup>
                  <col className={styles.colName} />
                  <col />
                  <col className={styles.colSource} />
                  <col className={styles.colNote} />
                  <col className={styles.colUsed} />
                </colgroup>
                <thead>
                  <tr>
                    {(['name', 'value', 'source', 'note', 'usedIn'] as const).map((column) => (
                      <th key={column} scope="col">
                        {say(column)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {own.map((one, i) => (
                    <tr key={`${one.name} ${i}`}>
                      <td className="medium">
                        <Name text={one.name} />
                      </td>
                      <td>{one.value}</td>
                      <td>
                        {isOpen(one) ? <Tag kind="check">{say(`from.${one.from}`)}</Tag> : say(`from.${one.from}`)}
                      </td>
                      <td>{one.note && textIn(one.note, language)}</td>
                      <td className="num">
                        {one.usedIn.map((place, at) => (
                          <span key={place}>
                            {at > 0 && ', '}
                            <span className="nowrap">{place}</span>
                          </span>
                        ))}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )
        )
      })}
    </>
  )
}

/** A name of a value, which breaks where one of its words begins and nowhere else. */
const Name = ({ text }: { text: string }) =>
  text.split(/(?=[A-Z])|(?<=\.)/).map((part, i) => (
    <Fragment key={`${i} ${part}`}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ))
