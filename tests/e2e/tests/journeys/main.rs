//! The journeys; each stands in a file of its own, and [`manicule_e2e`] tells how they are written.
#![expect(clippy::print_stdout, reason = "figures are printed where the results stand")]

mod accessible;
mod addresses;
mod annotators;
mod attributes;
mod blocks;
mod cards;
mod claims;
mod claims_table;
mod data;
mod door;
mod edges;
mod effort;
mod entities;
mod every_action;
mod export_lab;
mod faults;
mod first_minute;
mod foreign;
mod guide;
mod harmless;
mod intake;
mod keep;
mod keyboard;
mod large;
mod links;
mod long_paragraph;
mod look;
mod never_lost;
mod nothing_moves;
mod occurrences;
mod offline;
mod overlaps;
mod panel;
mod picking;
mod pre_annotations;
mod progress;
mod projects;
mod projects_gone;
mod queue;
mod quiet;
mod real_article;
mod reanchor;
mod remarks;
mod schema;
mod schema_values;
mod screens;
mod scripts;
mod searching;
mod seeing;
mod several;
mod sheets;
mod single_file;
mod suggestions;
mod tasks;
mod ten_thousand;
mod texts;
mod touch;

use manicule_e2e::stage::{Journey, Lists, run};
use std::process::ExitCode;

/// Gives every journey its path as its name.
macro_rules! journeys {
    ($($journey:path),* $(,)?) => {
        &[$((stringify!($journey), $journey)),*]
    };
}

/// What journeys are about that are not tried on the page as one file.
const ABOUT_A_HOST: &[(&str, &str)] = &[
    ("single_file::", "makes its own"),
    ("offline::", "a worker, which a page on the disk cannot have"),
    ("quiet::", "what is fetched from a host"),
    ("tasks::", "tasks that a host holds"),
    ("searching::without_a_worker", "a file of the host that comes damaged"),
    ("intake::without_a_workshop", "a file of the host that comes damaged"),
    ("data::rescued_without_a_program", "a page beside the page"),
    ("faults::tabs::later_version_beside", "a page beside the page"),
    ("faults::kills::killed_in_quiet_moments", "the host counts what it is asked for"),
    // The stand-ins of these journeys, not what they are about, want an origin: private files that are named by a picker, and
    // stores that are emptied from outside.
    ("data::kept_in_a_file", "private files of an origin"),
    ("data::kept_in_the_same_file_again", "private files of an origin"),
    ("export_lab::into_a_folder", "private files of an origin"),
    ("faults::kills::killed_while_a_file_is_written", "private files of an origin"),
    ("faults::stores::full_disk", "the room of an origin"),
    ("faults::stores::connection_that_closes", "the stores of an origin"),
    // No journey may read the clipboard on a page of the disk.
    ("addresses::copied_link", "the clipboard is read"),
    ("nothing_moves::", "the clipboard is read"),
    ("door::exporting", "the clipboard is read"),
];

fn main() -> ExitCode {
    let side_by_side: &[Journey] = journeys![
        quiet::first_load,
        tasks::two_annotators,
        tasks::newer_file,
        tasks::wrong_files,
        tasks::hostile_names,
        tasks::stopped,
        quiet::later_half,
        quiet::other_pages,
        quiet::later_half_missing,
        first_minute::first_annotation,
        first_minute::ways_to_select,
        first_minute::ways_to_label,
        scripts::every_script,
        overlaps::six_over_one_word,
        overlaps::looks,
        overlaps::forced_colours,
        edges::by_mouse,
        edges::by_key,
        edges::other_scripts,
        edges::parts,
        every_action::done_undone_redone,
        accessible::every_screen,
        effort::by_hand,
        suggestions::by_keys_alone,
        suggestions::by_mouse,
        suggestions::looks,
        panel::in_sight,
        harmless::bad_moves,
        harmless::word_rules,
        links::pulled,
        links::pulled_far,
        links::said_of_a_link,
        links::lost_ends,
        remarks::half_typed,
        remarks::typed_without_waiting,
        attributes::of_claims,
        entities::grouped_named_and_lit,
        claims::one_gesture,
        claims::changed_by_a_key,
        claims::walked_through,
        schema::made_from_nothing,
        schema::by_keys,
        schema::done_under_an_older_one,
        schema::said_of_an_article,
        schema_values::required,
        schema_values::values_and_waiting,
        schema::bad_files,
        guide::written_and_followed,
        guide::not_lost,
        guide::from_files_and_into_them,
        guide::hostile,
        guide::narrow,
        guide::looks,
        cards::beside_their_claims,
        cards::two_hundred,
        cards::by_keyboard,
        claims_table::sorted_filtered_and_gone_to,
        claims_table::fact_check_by_keyboard,
        claims_table::claims_about_claims,
        several::by_mouse_and_key,
        touch::one_hand,
        touch::edges,
        touch::menu_and_swipe,
        touch::drawers,
        touch::pen,
        touch::by_keys,
        searching::a_name_everywhere,
        searching::lists_and_expressions,
        searching::finding_everywhere,
        searching::without_a_worker,
        seeing::labels_shown_and_hidden,
        seeing::found_and_labelled,
        seeing::hits_one_by_one,
        seeing::filtered,
        single_file::from_the_disk,
        single_file::with_a_task,
        sheets::palette,
        sheets::focus_is_held_and_given_back,
        sheets::history,
        sheets::history_over_articles,
        sheets::keys,
        occurrences::looked_through,
        occurrences::effort,
        offline::after_one_visit,
        offline::updated,
        offline::half_a_deployment,
        look::themes_and_sizes,
        look::only_the_article,
        look::languages,
        look::hints_go,
        look::printed,
        look::any_window,
        look::borders,
        look::hyphens,
        keyboard::twenty_spans_and_a_link,
        keyboard::scripts,
        keyboard::panes_and_fields,
        keyboard::accessibility_tree,
        addresses::back_and_forward,
        addresses::bad_addresses,
        progress::day_by_day,
        keep::reload,
        keep::reading_position,
        keep::full_store,
        keep::no_store,
        keep::damaged_records,
        keep::pending_selection,
        data::taken_out_and_brought_back,
        data::kept_in_a_file,
        data::rescued_without_a_program,
        data::others_under_the_address,
        data::all_of_it_erased,
        export_lab::prepared_and_saved_by_keyboard,
        export_lab::for_scripts,
        export_lab::looks,
        export_lab::into_a_folder,
        projects::from_nothing_by_keyboard,
        projects::back_and_forth,
        projects::two_tabs_apart,
        projects_gone::one_goes,
        projects::not_here,
        projects::looks,
        never_lost::killed_when_saved,
        never_lost::local_storage_emptied,
        never_lost::disk_emptied,
        never_lost::two_tabs,
        never_lost::neighbours,
        annotators::two_people_s_files,
        annotators::two_files_compared,
        annotators::read_only,
        annotators::ten_files_at_once,
        annotators::a_folder,
        reanchor::by_mouse,
        reanchor::by_keys,
        reanchor::right_to_left,
        intake::looked_through,
        intake::by_keys,
        intake::what_hangs_and_breaks,
        intake::without_a_workshop,
        intake::pasted,
        intake::by_a_script,
        intake::whole_folder,
        intake::in_another_encoding,
        intake::hostile_files,
        foreign::mapped_and_asked,
        foreign::a_zip_of_pairs,
        foreign::as_articles,
        pre_annotations::taken_by_score,
        pre_annotations::forty_labels,
        queue::one_after_the_other,
        queue::found_and_sorted,
        blocks::by_mouse,
        blocks::by_keys,
        blocks::about_the_article,
        blocks::looks,
        picking::by_mouse,
        picking::by_keys,
        picking::on_a_narrow_page,
        faults::kills::renderer_killed_in_a_drag,
        faults::kills::killed_in_quiet_moments,
        faults::kills::killed_while_a_file_is_written,
        faults::kills::damaged_profile,
        faults::stores::no_room_at_any_write,
        faults::stores::writes_that_do_nothing,
        faults::stores::values_cut_in_two,
        faults::stores::stores_of_another_time,
        faults::stores::database_that_does_not_answer,
        faults::stores::database_that_does_not_open,
        faults::stores::transactions_that_fail,
        faults::stores::full_disk,
        faults::stores::connection_that_closes,
        faults::stores::private_window,
        faults::stores::framed_page,
        faults::tabs::one_annotation_in_two_tabs,
        faults::tabs::deleted_here_changed_there,
        faults::tabs::one_file_in_two_tabs,
        faults::tabs::two_quiet_moments,
        faults::tabs::frozen_tab,
        faults::tabs::asleep_in_a_transaction,
        faults::tabs::later_version_beside,
        faults::program::program_that_stops,
        faults::program::stops_while_drawing,
        faults::program::no_memory,
        faults::program::loaded_a_hundred_times,
        faults::program::leaving_with_work_unsaved,
        faults::files::nested_file,
        faults::files::file_too_large,
        faults::files::export_blocked,
        faults::files::there_and_back,
        door::what_crosses,
        door::what_it_throws,
        door::events,
        door::importing,
    ];
    // These measure, wait for what a busy machine does late, or share the machine's clipboard.
    let alone: &[Journey] = journeys![
        real_article::annotate_all_of_it,
        claims::real_article,
        schema::moved_in_every_article,
        schema::five_hundred_labels,
        claims_table::over_all_articles,
        nothing_moves::latin,
        nothing_moves::arabic,
        addresses::copied_link,
        progress::labels_everywhere,
        data::kept_in_the_same_file_again,
        export_lab::cancelled_in_the_middle,
        never_lost::cost,
        never_lost::soak,
        intake::many_at_once,
        large::opens_and_survives,
        long_paragraph::worked_in,
        ten_thousand::opens_scrolls_and_changes,
        tasks::many_articles,
        progress::two_windows,
        faults::tabs::flood_of_events,
        faults::files::thousand_articles,
        faults::files::import_cancelled,
        door::exporting,
    ];
    // What a person does most, once more in another browser.
    let in_firefox: &[Journey] = journeys![
        first_minute::first_annotation,
        first_minute::ways_to_select,
        first_minute::ways_to_label,
        overlaps::six_over_one_word,
        edges::by_mouse,
        edges::by_key,
        links::pulled,
        claims::one_gesture,
        claims::walked_through,
        suggestions::by_keys_alone,
        searching::a_name_everywhere,
        keyboard::twenty_spans_and_a_link,
        occurrences::looked_through,
        sheets::palette,
        keep::reload,
        never_lost::killed_when_saved,
        offline::after_one_visit,
        offline::updated,
        single_file::from_the_disk,
        single_file::with_a_task,
        look::hyphens,
    ];
    run(Lists { side_by_side, alone, in_firefox, about_a_host: ABOUT_A_HOST, one_file: single_file::of_the_build })
}
