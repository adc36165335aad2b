import type { CasebookStatus } from '#shared/export/source'
import { showStamp } from '#shared/export/stamp'
import { showBytes } from '../../ui/bytes'
import type { Made } from '../../export/worker'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { Fact, Facts, Scroll } from '../../ui/screen'
import styles from './exports.module.css'
import { exportsTexts } from './texts'

const STATUSES: readonly CasebookStatus[] = ['draft', 'unsigned', 'signed', 'locked']

/** What the file that was made holds: how much of what, as of when, and every file in it with what to compare it by. */
export function InFile({ made: { name: saved, manifest, manifestHash, contents } }: { made: Made }) {
  const say = useTexts(exportsTexts)
  const language = useLanguage()
  const number = new Intl.NumberFormat(language)
  const statuses = STATUSES.flatMap((status) => {
    const count = manifest.participants.filter((participant) => participant.status === status).length
    return count > 0 ? [say(status, { count })] : []
  })
  const tables = manifest.files.some(({ rows }) => rows !== undefined)
  return (
    <Scroll pad label={say('inFile')}>
      <div className={styles.inFile}>
        <Facts>
          <Fact label={say('asOf')}>{showStamp(manifest.asOf, language)}</Fact>
          <Fact label={say('heardAt')}>
            {manifest.heardAt === undefined ? say('never') : showStamp(manifest.heardAt, language)}
          </Fact>
          <Fact label={say('status')}>{statuses.join(' · ')}</Fact>
          {manifest.dictionaries && (
            <Fact label={say('dictionaries')}>
              {manifest.dictionaries
                .map(({ name, version }) => `${name} ${version ?? `(${say('versionNotNamed')})`}`)
                .join(' · ')}
            </Fact>
          )}
        </Facts>
        <Facts>
          <Fact label={say('participants')}>{number.format(contents.participants)}</Fact>
          <Fact label={say('forms')}>{number.format(contents.forms)}</Fact>
          <Fact label={say('values')}>{number.format(contents.values)}</Fact>
          <Fact label={say('changes')}>{number.format(contents.changes)}</Fact>
          <Fact label={say('queries')}>{number.format(contents.queries)}</Fact>
          <Fact label={say('signatures')}>{number.format(contents.signatures)}</Fact>
        </Facts>
        <ul className={styles.partly}>
          {contents.notReceived > 0 && (
            <li>
              <Mark state="unsent" word={say('unsentCount', { count: contents.notReceived })} />
              <span className="secondary">{say('unsentText')}</span>
            </li>
          )}
          {contents.contested > 0 && (
            <li>
              <Mark state="contested" word={say('contestedCount', { count: contents.contested })} />
              <span className="secondary">{say('contestedText')}</span>
            </li>
          )}
          {contents.held > 0 && (
            <li>
              <Mark state="held" word={say('heldCount', { count: contents.held })} />
              <span className="secondary">{say('heldText')}</span>
            </li>
          )}
          {contents.withdrawn > 0 && (
            <li>
              <Mark state="not-done" word={say('withdrawnCount', { count: contents.withdrawn })} />
              <span className="secondary">{say('withdrawnText')}</span>
            </li>
          )}
        </ul>
        <table className={styles.files} aria-label={say('contentsLabel')}>
          <thead>
            <tr>
              <th scope="col">{say('file')}</th>
              {tables && (
                <th scope="col" className={styles.right}>
                  {say('rows')}
                </th>
              )}
              <th scope="col" className={styles.right}>
                {say('size')}
              </th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {manifest.files.map(({ name, rows, bytes, sha256 }, _, { length }) => (
              <tr key={name}>
                <td className="medium">{length === 1 ? saved : name}</td>
                {tables && <td className={styles.right}>{rows !== undefined && number.format(rows)}</td>}
                <td className={styles.right}>{showBytes(bytes, language)}</td>
                <td className={styles.hash}>{sha256}</td>
              </tr>
            ))}
            {manifest.files.length > 1 && (
              <tr>
                <td className="medium">manifest.json</td>
                {tables && <td />}
                <td />
                <td className={styles.hash}>{manifestHash}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </Scroll>
  )
}
