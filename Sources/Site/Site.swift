// Site: from views of the graph to the files of a published site.
//
// Comes in:  an `Assessment`, content pages, rendered prose, templates and settings.
// Goes out:  an `OutputPlan`: every page, feed, search shard and asset, each with the fingerprint of
//            what it depends on and a closure that renders it when its turn comes.
// Refuses:   disk, clock, Git; verdicts of its own; HTML built from text without escaping.
//
//   SiteBuilder.swift  the front door: routes, links, navigation, pages, search, feeds, in order
//   CarriedPlan.swift  the last plan, for as long as only the text of pages has changed
//   Routes/            where every node and page lives, relative URLs, collisions
//   Links/             Markdown links resolved against routes and anchors
//   Records/           values shared by several templates
//   Pages/             one file a kind of page
//   Drawings/          which SVG files may be published
//   Search/            the offline index in shards
//   Feeds/             sitemap, Atom, llms.txt, JSON
