import Casework
import HTTPWire

/// `/help`: what to do when a link does not open, for browsers that can do no more than show text.
///
/// The same for everybody: it knows the service's contact and nothing else.
enum HelpPage {
    static func file(_ help: HelpContact) -> ClientFiles.File? {
        guard let template = ClientFiles.all["/help"] else { return nil }
        let page = String(decoding: template.bytes, as: UTF8.self)
            .replacing("{name}", with: escape(help.name))
            .replacing("{telephone}", with: escape(help.telephone))
        return ClientFiles.File(bytes: Array(page.utf8), type: template.type, tag: template.tag)
    }

    private static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
