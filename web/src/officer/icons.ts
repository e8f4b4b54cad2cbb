// The pictures that only officers' pages need; they are Lucide's (ISC licence).
import {
  ArrowRight,
  Building2,
  createElement,
  LogOut,
  MessageSquarePlus,
  Navigation,
  Send,
  UserCheck,
  type IconNode,
} from "lucide";

const PICTURES = {
  assign: UserCheck,
  handOver: Building2,
  navigate: Navigation,
  next: ArrowRight,
  note: MessageSquarePlus,
  send: Send,
  signOut: LogOut,
} satisfies Record<string, IconNode>;

export const officerIcon = (name: keyof typeof PICTURES): SVGElement =>
  createElement(PICTURES[name], { class: "icon", "aria-hidden": "true", focusable: "false" });
