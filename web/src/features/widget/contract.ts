export interface Visitor {
  id: string;
  token: string;
}

export interface WidgetMessage {
  cursor: string;
  at: string;
  from: 'customer' | 'agent';
  id: string;
  text: string;
  agentName: string | null;
}

export interface WidgetPhase {
  phase: 'none' | 'waiting' | 'offered' | 'serving' | 'closed';
  agentName: string | null;
}

export interface MessagesPage {
  items: WidgetMessage[];
  cursor: string;
  state: WidgetPhase;
}
