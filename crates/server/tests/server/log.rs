//! What the log says, and what it never says.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use railseal_inspection::push::Push;
use railseal_protocol::consigning::Consigned;
use railseal_protocol::recognition::RevocationReason;
use tower::ServiceExt;
use tracing_subscriber::filter::LevelFilter;

use crate::office::Office;
use crate::phone::Phone;
use crate::pull::work_item;
use crate::tables::{good, to_seal};

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn it_names_no_code_no_person_and_no_cargo() {
    let written = Written::default();
    let writer = written.clone();
    let log = tracing_subscriber::fmt()
        .json()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _while_this_runs = tracing::subscriber::set_default(log);

    let office = Office::of("KZ");
    office.service.put_work(&work_item("CSQU3054383")).unwrap();
    let code = office.code();
    let phone = Phone::new(1);
    let enrolled = office.service.enrol(&phone.request(code.secret())).unwrap();
    let record = phone.inspect(&office, &enrolled.officer, 1).to_wire();
    let push = Push {
        records: vec![record.try_into().unwrap()].try_into().unwrap(),
    };
    office.service.push(&push).unwrap();
    let mut tables = good("russian", "csv");
    for keep in [true, false] {
        let files: Vec<&[u8]> = tables.iter().map(Vec::as_slice).collect();
        let route = vec!["CNCQI".parse().unwrap()].try_into().unwrap();
        let consigned = office
            .service
            .consign_tables(&files, to_seal(), route, keep);
        assert_eq!(matches!(consigned, Ok(Consigned::Read { .. })), keep);
        // The next time there is a fault in every row.
        tables[2] = String::from_utf8(tables[2].clone())
            .unwrap()
            .replace("CN\n", "Китай\n")
            .into_bytes();
    }
    let id = enrolled.officer.leaf.id();
    office
        .service
        .revoke(id, RevocationReason::DeviceLost)
        .unwrap();
    let request = Request::get("/CSQU3054383?code=ABCD").body(Body::empty());
    office.router().oneshot(request.unwrap()).await.unwrap();

    let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    for said in [
        "\"enrolled\"",
        "\"records arrived\"",
        "\"request\"",
        "\"documents to seal with were kept\"",
        "\"an office's tables were refused\"",
        "\"status\":404",
    ] {
        assert!(log.contains(said), "{said} in {log}");
    }
    let code = code.to_string();
    for unsaid in [
        &code,
        "Serikova",
        "CSQU",
        "CRXS",
        "ABCD",
        "KZDOS",
        "KZALA",
        "RSXU",
        "CNCKG",
        "CP0870",
        "Нурлан",
        "Чай",
        "Китай",
    ] {
        assert!(!log.contains(unsaid), "{unsaid} in {log}");
    }
}
