//! Ten thousand articles with fifty annotations each, and a thousand in every format: how fast, and how much of it is held. Only in the long run.

use std::rc::Rc;
use std::time::Instant;

use manicule::formats::bundle::{Card, Job, Plan};
use manicule::formats::foreign::{Options, codec};
use manicule::formats::format;
use manicule::model::{Document, Project, ProjectId, markup, news_schema};

use super::asked::all_formats;

fn article(number: usize) -> Document {
    let sentence = |at: usize| {
        format!(
            "{{p}}[Ada {number}](person#a{at}) [said](cue#c{at}) [the 🦊 port of ward {at} closes](claim#b{at}), and so on.\n"
        )
    };
    let sentences: String = (0..16).map(sentence).collect();
    let links: String = (0..16).map(|at| format!("b{at} -source-> a{at}\nb{at} -cue-> c{at}\n")).collect();
    let marked = format!("{{title}}[Izmir](place) and [Oslo](place)\n{sentences}---\n{links}");
    markup::parse(&format!("a{number}"), &marked).expect("well formed")
}

#[test]
fn ten_thousand_articles() {
    if std::env::var_os("MANICULE_LONG").is_none() {
        return;
    }
    let mut project = Project::new(ProjectId::from_bits(1), "Many");
    project.schema = Rc::new(news_schema::news());
    let project = Rc::new(project);
    // All formats of ten thousand would take more than an hour without optimisation.
    // `MANICULE_ARTICLES` for a profile: so many in all formats, and nothing else.
    let few = std::env::var("MANICULE_ARTICLES").ok().and_then(|count| count.parse().ok());
    let plans = match few {
        Some(articles) => vec![(articles, all_formats())],
        None => vec![(10_000, vec!["native".to_owned()]), (1_000, all_formats())],
    };
    for (articles, formats) in plans {
        let formats: Vec<_> = formats.iter().filter_map(|id| codec(id).zip(format(id))).collect();
        let (options, card) = (Options::default(), Card::default());
        let plan = Plan { formats, bundle: true, options, split: None, labels: Vec::new(), card };
        let count = plan.formats.len();
        let mut job = Job::new(project.clone(), plan).expect("a plan");
        let documents: Vec<Document> = (0..100).map(article).collect();
        assert_eq!(documents[0].annotations.len(), 50);
        let start = Instant::now();
        for number in 0..articles {
            let mut document = documents[number % 100].clone();
            document.id = format!("n{number}").as_str().into();
            job.write(&document).expect("it is written");
        }
        let written = start.elapsed();
        job.finish().expect("it is finished");
        let size: u64 = job.files().iter().map(|file| file.size).sum();
        let (_, _, packed) = job.file().expect("it is there");
        let megabytes = size as f64 / 1e6;
        eprintln!(
            "{articles} articles, {count} formats: {megabytes:.0} MB, packed {:.0} MB (1:{:.0}), {:.0} MB/s written and proved, {:.0} MB/s with closing",
            packed as f64 / 1e6,
            size as f64 / packed as f64,
            megabytes / written.as_secs_f64(),
            megabytes / start.elapsed().as_secs_f64(),
        );
        assert!(job.facts().formats.iter().all(|(_, proof)| proof.wrong == 0 && proof.checked >= articles as u64));
    }
}
