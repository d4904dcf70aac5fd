/** What the script field holds the first time: a question that comes on a Friday evening and is answered on Monday morning. */
export const sampleScript = `# A customer writes on Friday evening; an agent comes on Monday morning.
zone: Asia/Shanghai
agents:
  - { id: chen, presence: offline }
customers:
  - { name: li, channel: webchat, language: zh }
story:
  - { at: "2026-09-11 17:30", customer: li, does: write, text: 我的订单什么时候发货？ }
  - { at: "2026-09-12 12:00", does: look, with: li }
  - { at: "2026-09-14 09:20", agent: chen, does: online }
  - { after: 10s, agent: chen, does: accept }
  - { after: 5m, agent: chen, does: reply, text: 今天下午发货。 }
  - { after: 10m, agent: chen, does: close }
until: "2026-09-20 00:00"
`;
