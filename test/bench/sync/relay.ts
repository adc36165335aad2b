import { once } from 'node:events'
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'

/** Bytes of the payload each way, HTTP headers with it, and requests. */
export interface Traffic {
  readonly up: number
  readonly down: number
  readonly requests: number
}

/** A line on loopback to a server, whose traffic is counted. */
export interface Relay {
  readonly address: string
  /** What passed since the last time this was asked. */
  take(): Traffic
  /**
   * Everything is cut, and whoever calls from now on waits for an answer that does not come, as on a line that died;
   * until `join`, which cuts them too.
   */
  part(): void
  join(): void
  close(): void
}

const REQUEST = /^(GET|PUT|POST|HEAD|DELETE|OPTIONS) /

export async function openRelay(target: string): Promise<Relay> {
  const { port: to } = new URL(target)
  let traffic = { up: 0, down: 0, requests: 0 }
  let parted = false
  const sockets = new Set<Socket>()
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }

  const server = createServer((near) => {
    if (parted) {
      sockets.add(near)
      near.on('error', () => undefined)
      near.on('close', () => sockets.delete(near))
      return
    }
    const far = connect(Number(to), '127.0.0.1')
    const ends = [near, far]
    for (const socket of ends) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        for (const end of ends) end.destroy()
      })
    }
    const countUp = (bytes: Buffer) => {
      traffic.up += bytes.length
      if (REQUEST.test(bytes.subarray(0, 8).toString('latin1'))) traffic.requests++
    }
    const countDown = (bytes: Buffer) => {
      traffic.down += bytes.length
    }
    carry(far, near, countDown)
    carry(near, far, countUp)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${portOf(server.address())}`,
    take() {
      const taken = traffic
      traffic = { up: 0, down: 0, requests: 0 }
      return taken
    },
    part() {
      parted = true
      cut()
    },
    join() {
      parted = false
      cut()
    },
    close() {
      cut()
      server.close()
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the relay has no port')
  return address.port
}

function carry(from: Socket, to: Socket, count: (bytes: Buffer) => void): void {
  from.on('data', (bytes: Buffer) => {
    count(bytes)
    if (to.write(bytes)) return
    from.pause()
    to.once('drain', () => from.resume())
  })
}
