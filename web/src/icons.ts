// Gives every category, status and control its picture; the pictures are Lucide's (ISC licence).
import {
  ArrowLeft,
  Axe,
  BottleWine,
  CalendarDays,
  Check,
  CircleArrowRight,
  CircleCheck,
  CircleDot,
  CircleMinus,
  CircleParkingOff,
  CircleQuestionMark,
  Construction,
  Copy,
  createElement,
  Crosshair,
  Dog,
  Flag,
  Flame,
  Footprints,
  Gauge,
  Globe,
  HandCoins,
  HandHeart,
  House,
  Info,
  Laugh,
  List,
  LocateFixed,
  MapPin,
  Menu,
  Minus,
  Motorbike,
  Music,
  PawPrint,
  Pencil,
  Phone,
  Pill,
  Plus,
  RefreshCw,
  Search,
  SearchCheck,
  Shield,
  Signpost,
  SprayCan,
  Sprout,
  Squirrel,
  TrainTrack,
  Trash2,
  TriangleAlert,
  Users,
  Waves,
  WifiOff,
  X,
  type IconNode,
} from "lucide";

const CONTROLS = {
  back: ArrowLeft,
  calendar: CalendarDays,
  check: Check,
  close: X,
  copy: Copy,
  done: CircleCheck,
  edit: Pencil,
  home: House,
  info: Info,
  language: Globe,
  list: List,
  locate: LocateFixed,
  menu: Menu,
  minus: Minus,
  offline: WifiOff,
  phone: Phone,
  pin: MapPin,
  plus: Plus,
  retry: RefreshCw,
  search: Search,
  sensitive: Shield,
  warning: TriangleAlert,
} satisfies Record<string, IconNode>;

const CATEGORIES: Record<string, IconNode> = {
  vandalism: SprayCan,
  illegal_dump: Trash2,
  minors_at_risk: Users,
  poaching: Crosshair,
  dangerous_water: Waves,
  dangerous_entertainment: Music,
  illegal_logging: Axe,
  illegal_racing: Flag,
  illegal_parking: CircleParkingOff,
  unguarded_track_crossing: Footprints,
  unguarded_level_crossing: TrainTrack,
  road_infrastructure: Construction,
  destruction_of_greenery: Sprout,
  homeless_person_in_need: HandHeart,
  quads_in_forest: Motorbike,
  speeding: Gauge,
  public_drinking: BottleWine,
  drug_use: Pill,
  stray_dogs: Dog,
  grass_burning: Flame,
  forest_animal_collisions: Squirrel,
  animal_cruelty: PawPrint,
  traffic_organisation: Signpost,
  begging: HandCoins,
};

/** A shape for each status, so that colour is never the only cue. */
const STATUSES: Record<string, IconNode> = {
  new: CircleDot,
  under_verification: SearchCheck,
  confirmed: TriangleAlert,
  eliminated: CircleCheck,
  forwarded: CircleArrowRight,
  unconfirmed: CircleMinus,
  joke_or_mistake: Laugh,
};

export type Control = keyof typeof CONTROLS;

export const icon = (name: Control): SVGElement => draw(CONTROLS[name], "icon");

export const categoryIcon = (slug: string): SVGElement =>
  draw(CATEGORIES[slug] ?? CircleQuestionMark, "icon");

export const statusIcon = (slug: string): SVGElement =>
  draw(STATUSES[slug] ?? CircleQuestionMark, `icon status-icon is-${slug}`);

function draw(node: IconNode, className: string): SVGElement {
  return createElement(node, { class: className, "aria-hidden": "true", focusable: "false" });
}
