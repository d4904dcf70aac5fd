/** What the script field holds the first time: a customer who comes after hours and is answered the next morning. */
export const sampleScript = `# A customer writes on a Friday evening; an agent comes on Monday morning.
zone: Asia/Shanghai
agents:
  - id: li.na
    queues: [service]
    capacity: 3
customers:
  - name: wang
    channel: webchat
story:
  - at: 2026-12-04 21:50
    customer: wang
    does: write
    text: 我的订单什么时候发货？
  - at: 2026-12-07 09:00
    agent: li.na
    does: online
  - after: 20s
    agent: li.na
    does: accept
  - after: 40s
    agent: li.na
    does: reply
    text: 今天下午发货。
  - after: 5m
    agent: li.na
    does: close
`;
