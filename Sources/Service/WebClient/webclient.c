#include "webclient.h"
#include <string.h>

#define FILES(FILE)                               \
    FILE("/", index_html)                         \
    FILE("/join", join_html)                      \
    FILE("/room", room_html)                      \
    FILE("/desk", desk_html)                      \
    FILE("/review", review_html)                  \
    FILE("/help", help_html)                      \
    FILE("/app/after.js", after_js)               \
    FILE("/queue", queue_html)                    \
    FILE("/app/alarm.js", alarm_js)               \
    FILE("/app/announce.js", announce_js)         \
    FILE("/app/app.css", app_css)                 \
    FILE("/app/beat.js", beat_js)                 \
    FILE("/app/carers.css", carers_css)           \
    FILE("/app/desk-carers.js", desk_carers_js)   \
    FILE("/app/check.js", check_js)               \
    FILE("/app/child.css", child_css)             \
    FILE("/app/desk-checks.js", desk_checks_js)   \
    FILE("/app/desk-child.js", desk_child_js)     \
    FILE("/app/desk-handover.js", desk_handover_js) \
    FILE("/app/desk-ladder.js", desk_ladder_js)   \
    FILE("/app/desk-lease.js", desk_lease_js)     \
    FILE("/app/desk-notes.js", desk_notes_js)     \
    FILE("/app/desk-now.js", desk_now_js)         \
    FILE("/app/desk-people.js", desk_people_js)   \
    FILE("/app/desk-record.js", desk_record_js)   \
    FILE("/app/desk-view.js", desk_view_js)       \
    FILE("/app/desk.js", desk_js)                 \
    FILE("/app/device.js", device_js)             \
    FILE("/app/dom.js", dom_js)                   \
    FILE("/app/face.js", face_js)                 \
    FILE("/app/feelings.js", feelings_js)         \
    FILE("/app/icon.svg", icon_svg)               \
    FILE("/app/join.js", join_js)                 \
    FILE("/app/media.js", media_js)               \
    FILE("/app/nature.js", nature_js)             \
    FILE("/app/own-record.js", own_record_js)     \
    FILE("/app/portrait.js", portrait_js)         \
    FILE("/app/protocol.js", protocol_js)         \
    FILE("/app/policies.js", policies_js)         \
    FILE("/app/queue.js", queue_js)               \
    FILE("/app/review.js", review_js)             \
    FILE("/app/room-adult.js", room_adult_js)     \
    FILE("/app/room-carer.js", room_carer_js)     \
    FILE("/app/room-child.js", room_child_js)     \
    FILE("/app/room-drawing.js", room_drawing_js) \
    FILE("/app/room-word.js", room_word_js)       \
    FILE("/app/room.js", room_js)                 \
    FILE("/app/screens.js", screens_js)           \
    FILE("/app/staff.js", staff_js)               \
    FILE("/app/talk.js", talk_js)                 \
    FILE("/app/trouble.js", trouble_js)           \
    FILE("/app/weak.js", weak_js)                 \
    FILE("/app/words-help.js", words_help_js)     \
    FILE("/app/words-refusals.js", words_refusals_js) \
    FILE("/app/shared-list.js", shared_list_js)   \
    FILE("/app/support.js", support_js)           \
    FILE("/app/words-carers.js", words_carers_js) \
    FILE("/app/words.js", words_js)               \
    FILE("/app/care.js", care_js)                 \
    FILE("/app/network.js", network_js)           \
    FILE("/app/sheet.js", sheet_js)               \
    FILE("/app/signing.css", signing_css)         \
    FILE("/app/signing.js", signing_js)           \
    FILE("/app/additions.js", additions_js)       \
    FILE("/app/review-export.js", review_export_js) \
    FILE("/demo", demo_html)                      \
    FILE("/demo/demo.css", demo_css)              \
    FILE("/demo/demo.js", demo_js)                \
    FILE("/demo/demo-camera.js", demo_camera_js)  \
    FILE("/demo/demo-log.js", demo_log_js)        \
    FILE("/demo/demo-pane.js", demo_pane_js)      \
    FILE("/demo/demo-play.js", demo_play_js)      \
    FILE("/demo/demo-turn.js", demo_turn_js)

static const unsigned char review_export_js[] = {
#embed "pages/review-export.js"
};
static const unsigned char additions_js[] = {
#embed "pages/additions.js"
};
static const unsigned char care_js[] = {
#embed "pages/care.js"
};
static const unsigned char network_js[] = {
#embed "pages/network.js"
};
static const unsigned char sheet_js[] = {
#embed "pages/sheet.js"
};
static const unsigned char signing_css[] = {
#embed "pages/signing.css"
};
static const unsigned char signing_js[] = {
#embed "pages/signing.js"
};
static const unsigned char index_html[] = {
#embed "pages/index.html"
};
static const unsigned char join_html[] = {
#embed "pages/join.html"
};
static const unsigned char room_html[] = {
#embed "pages/room.html"
};
static const unsigned char desk_html[] = {
#embed "pages/desk.html"
};
static const unsigned char review_html[] = {
#embed "pages/review.html"
};
static const unsigned char help_html[] = {
#embed "pages/help.html"
};
static const unsigned char after_js[] = {
#embed "pages/after.js"
};
static const unsigned char alarm_js[] = {
#embed "pages/alarm.js"
};
static const unsigned char announce_js[] = {
#embed "pages/announce.js"
};
static const unsigned char app_css[] = {
#embed "pages/app.css"
};
static const unsigned char beat_js[] = {
#embed "pages/beat.js"
};
static const unsigned char check_js[] = {
#embed "pages/check.js"
};
static const unsigned char child_css[] = {
#embed "pages/child.css"
};
static const unsigned char desk_checks_js[] = {
#embed "pages/desk-checks.js"
};
static const unsigned char desk_child_js[] = {
#embed "pages/desk-child.js"
};
static const unsigned char desk_handover_js[] = {
#embed "pages/desk-handover.js"
};
static const unsigned char desk_ladder_js[] = {
#embed "pages/desk-ladder.js"
};
static const unsigned char desk_lease_js[] = {
#embed "pages/desk-lease.js"
};
static const unsigned char desk_notes_js[] = {
#embed "pages/desk-notes.js"
};
static const unsigned char desk_now_js[] = {
#embed "pages/desk-now.js"
};
static const unsigned char desk_people_js[] = {
#embed "pages/desk-people.js"
};
static const unsigned char desk_record_js[] = {
#embed "pages/desk-record.js"
};
static const unsigned char desk_view_js[] = {
#embed "pages/desk-view.js"
};
static const unsigned char desk_js[] = {
#embed "pages/desk.js"
};
static const unsigned char device_js[] = {
#embed "pages/device.js"
};
static const unsigned char dom_js[] = {
#embed "pages/dom.js"
};
static const unsigned char face_js[] = {
#embed "pages/face.js"
};
static const unsigned char feelings_js[] = {
#embed "pages/feelings.js"
};
static const unsigned char icon_svg[] = {
#embed "pages/icon.svg"
};
static const unsigned char join_js[] = {
#embed "pages/join.js"
};
static const unsigned char media_js[] = {
#embed "pages/media.js"
};
static const unsigned char portrait_js[] = {
#embed "pages/portrait.js"
};
static const unsigned char protocol_js[] = {
#embed "pages/protocol.js"
};
static const unsigned char queue_html[] = {
#embed "pages/queue.html"
};
static const unsigned char policies_js[] = {
#embed "pages/policies.js"
};
static const unsigned char queue_js[] = {
#embed "pages/queue.js"
};
static const unsigned char review_js[] = {
#embed "pages/review.js"
};
static const unsigned char room_adult_js[] = {
#embed "pages/room-adult.js"
};
static const unsigned char room_child_js[] = {
#embed "pages/room-child.js"
};
static const unsigned char room_drawing_js[] = {
#embed "pages/room-drawing.js"
};
static const unsigned char room_word_js[] = {
#embed "pages/room-word.js"
};
static const unsigned char room_js[] = {
#embed "pages/room.js"
};
static const unsigned char screens_js[] = {
#embed "pages/screens.js"
};
static const unsigned char staff_js[] = {
#embed "pages/staff.js"
};
static const unsigned char trouble_js[] = {
#embed "pages/trouble.js"
};
static const unsigned char weak_js[] = {
#embed "pages/weak.js"
};
static const unsigned char words_help_js[] = {
#embed "pages/words-help.js"
};
static const unsigned char words_refusals_js[] = {
#embed "pages/words-refusals.js"
};
static const unsigned char words_js[] = {
#embed "pages/words.js"
};
static const unsigned char carers_css[] = {
#embed "pages/carers.css"
};
static const unsigned char desk_carers_js[] = {
#embed "pages/desk-carers.js"
};
static const unsigned char nature_js[] = {
#embed "pages/nature.js"
};
static const unsigned char own_record_js[] = {
#embed "pages/own-record.js"
};
static const unsigned char room_carer_js[] = {
#embed "pages/room-carer.js"
};
static const unsigned char shared_list_js[] = {
#embed "pages/shared-list.js"
};
static const unsigned char support_js[] = {
#embed "pages/support.js"
};
static const unsigned char words_carers_js[] = {
#embed "pages/words-carers.js"
};
static const unsigned char talk_js[] = {
#embed "pages/talk.js"
};
static const unsigned char demo_html[] = {
#embed "pages/demo.html"
};
static const unsigned char demo_css[] = {
#embed "pages/demo.css"
};
static const unsigned char demo_js[] = {
#embed "pages/demo.js"
};
static const unsigned char demo_camera_js[] = {
#embed "pages/demo-camera.js"
};
static const unsigned char demo_log_js[] = {
#embed "pages/demo-log.js"
};
static const unsigned char demo_pane_js[] = {
#embed "pages/demo-pane.js"
};
static const unsigned char demo_play_js[] = {
#embed "pages/demo-play.js"
};
static const unsigned char demo_turn_js[] = {
#embed "pages/demo-turn.js"
};

struct file {
    const char *path;
    const unsigned char *bytes;
    size_t count;
};

#define ENTRY(path, name) {path, name, sizeof name},
static const struct file files[] = {FILES(ENTRY)};
static const size_t file_count = sizeof files / sizeof files[0];

const unsigned char *webclient_asset(const char *path, size_t *count) {
    for (size_t index = 0; index < file_count; index++) {
        if (strcmp(files[index].path, path) != 0) continue;
        *count = files[index].count;
        return files[index].bytes;
    }
    *count = 0;
    return NULL;
}

const char *webclient_path(size_t index) { return index < file_count ? files[index].path : NULL; }
