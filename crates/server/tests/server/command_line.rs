//! What an operator types, and what comes of it.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use railseal_protocol::chain::Root;
use railseal_protocol::enrolment::{EnrolmentCode, EnrolmentRequest};
use railseal_protocol::key::SigningKey;
use railseal_protocol::statement::Signed;
use railseal_protocol::trust::{HighestSeen, Lists, Trust};
use railseal_protocol::wire::decode;

fn run(folder: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_railseal-server"))
        .current_dir(folder)
        .args(line.split(' '))
        .output()
        .unwrap()
}

fn done(folder: &Path, line: &str) -> String {
    let output = run(folder, line);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{line}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(folder: &Path, line: &str) -> String {
    let output = run(folder, line);
    assert!(!output.status.success(), "{line}");
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!error.contains("panicked"), "{error}");
    error
}

fn mode(file: &Path) -> u32 {
    file.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn an_administration_from_its_creation_to_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let error = refused(
        at,
        "codes new --data kz --officer 1 --name A --station KZDOS",
    );
    assert!(
        error.starts_with("error: the data folder has no administration"),
        "{error}"
    );
    let inside = refused(
        at,
        "administration create --data kz --administration KZ --root kz/root.key",
    );
    assert!(
        inside.contains("must not lie in the server's data folder"),
        "{inside}"
    );

    let create = "administration create --data kz --administration KZ --root kz-root.key";
    assert!(done(at, create).contains("administration KZ created"));
    assert!(refused(at, create).contains("has an administration already"));
    assert_eq!(mode(&at.join("kz-root.key")), 0o600);
    for key in ["registrar", "list-signer", "server", "ledger"] {
        assert_eq!(mode(&at.join(format!("kz/authority/{key}.key"))), 0o600);
    }
    assert_eq!(mode(&at.join("kz")), 0o700);

    let code = done(
        at,
        "codes new --data kz --officer 0417 --name A.Serikova --station KZDOS",
    );
    let code: EnrolmentCode = code.trim().parse().unwrap();
    assert_eq!(code.administration().to_string(), "KZ");
    assert!(
        refused(at, "codes new --data kz --officer 1 --name A --station KZ").contains("station")
    );
}

#[test]
fn lists_locks_and_work() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for name in ["KZ", "CN"] {
        let create = "administration create --data NAME --administration NAME --root NAME.key";
        done(at, &create.replace("NAME", name));
    }
    let recognise = "lists recognise --data KZ --root KZ.key --peer CN:CN/authority/root.railseal:locks,documents";
    assert_eq!(done(at, recognise), "recognition list 2 issued\n");
    let wrong = recognise.replace("--peer CN", "--peer MN");
    assert!(refused(at, &wrong).contains("has the root of CN, not of MN"));

    let key = SigningKey::from_scalar(&[1; 32]).unwrap().public();
    let hex = data_encoding::HEXLOWER.encode(&key.to_sec1());
    let agreement = "09".repeat(32);
    let certify = format!(
        "locks certify --data CN --lock CRXS20250417 --key {hex} --agreement {agreement} --out lock"
    );
    let certified = done(at, &certify);
    let id = certified.split(' ').next().unwrap();
    let revoke = format!("lists revoke --data CN {id} --reason key-compromised --out cn.lists");
    assert_eq!(done(at, &revoke), "revocation list 2 published\n");
    assert_eq!(
        done(at, "lists import --data KZ cn.lists"),
        "revocations of CN taken in\n"
    );
    assert!(refused(at, "lists import --data KZ CN.key").starts_with("error: not taken in"));
    done(
        at,
        "locks trust --data KZ --root-certificate kz.certificate --lists kz.lists",
    );
    let root = Signed::from_wire(&std::fs::read(at.join("kz.certificate")).unwrap()).unwrap();
    let root = Root::from_certificate(&root).unwrap();
    let lists = std::fs::read(at.join("kz.lists")).unwrap();
    let lists: Lists = decode(&lists, lists.len()).unwrap();
    assert_eq!(lists.revocations.len(), 2);
    let mut trust = Trust::new(root, HighestSeen::default());
    assert_eq!(trust.accept(&lists), []);

    let shown = done(at, "lists show --data KZ");
    assert_eq!(
        shown,
        "KZ recognition 2\nCN revocations 2\nKZ revocations 1\n"
    );

    let add = "worklist add --data KZ --train X8044 --container CSQU3054383 --lock CRXS20250417 --origin CNCKG --destination KZALA";
    done(at, add);
    let listed = done(at, "worklist list --data KZ");
    assert_eq!(listed, "X8044 CSQU3054383 CRXS20250417 CNCKG KZALA\n");
    done(at, "worklist remove --data KZ --container CSQU3054383");
    assert_eq!(done(at, "worklist list --data KZ"), "");

    let open = "office open --data KZ --office KZALAX";
    assert!(done(at, open).starts_with("manifests of KZALAX are made out at this server"));
    let key = at.join("KZ/authority/document-issuer.key");
    assert_eq!(mode(&key), 0o600);
    let again = refused(at, open);
    assert!(again.contains("works at this server already"), "{again}");
}

#[test]
fn grants_within_an_administration_and_across() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for name in ["KZ", "CN"] {
        let create = "administration create --data NAME --administration NAME --root NAME.key";
        done(at, &create.replace("NAME", name));
    }
    for (own, other) in [("KZ", "CN"), ("CN", "KZ")] {
        let all = "lists recognise --data OWN --root OWN.key --peer OTHER:OTHER/authority/root.railseal:inspections,unsealing";
        done(at, &all.replace("OWN", own).replace("OTHER", other));
        done(
            at,
            &format!("lists publish --data {other} --out {other}.lists"),
        );
        done(at, &format!("lists import --data {own} {other}.lists"));
    }
    let enrol = |data: &str, byte: u8| {
        let service = railseal_server::Service::open(
            &at.join(data),
            std::sync::Arc::new(railseal_server::SystemClock),
        );
        let code = done(
            at,
            &format!("codes new --data {data} --officer 0417 --name A --station {data}DOS"),
        );
        let code: EnrolmentCode = code.trim().parse().unwrap();
        let key = SigningKey::from_scalar(&[byte; 32]).unwrap();
        let request = EnrolmentRequest::sign(*code.secret(), &key);
        service.unwrap().enrol(&request).unwrap().officer.leaf.id()
    };
    let (own, other) = (enrol("CN", 1), enrol("KZ", 2));
    let key = SigningKey::from_scalar(&[3; 32]).unwrap().public();
    let hex = data_encoding::HEXLOWER.encode(&key.to_sec1());
    let agreement = "09".repeat(32);
    done(
        at,
        &format!(
            "locks certify --data CN --lock CRXS20250417 --key {hex} --agreement {agreement} --out lock"
        ),
    );

    let issue = "grants issue --data CN --lock CRXS20250417 --cycle 2 --order unseal";
    for holder in ["0417", &own.to_string()] {
        let issued = done(at, &format!("{issue} --holder {holder}"));
        assert!(issued.ends_with(" issued\n"), "{issued}");
    }
    let listed = done(at, "grants list --data CN");
    let whose = format!(" CRXS20250417 2 Unseal CNDOS {} ", own.hash().short());
    assert_eq!(listed.matches(&whose).count(), 2, "{listed}");

    done(at, "grants holder --data KZ --holder 0417 --out officer");
    done(
        at,
        &format!("{issue} --order reseal --hours 48 --holder-file officer --out grant"),
    );
    let taken = done(at, "grants import --data KZ grant");
    let whose = format!(
        " CRXS20250417 2 Unseal,Reseal KZDOS {} ",
        other.hash().short()
    );
    assert!(
        taken.contains(&whose) && taken.ends_with(" taken in\n"),
        "{taken}"
    );
    assert_eq!(done(at, "grants list --data KZ").lines().count(), 1);

    let refusals = [
        (
            "--holder 9999",
            "nobody of this administration is that holder",
        ),
        ("--holder-file grant", "has no officer's certificate in it"),
        ("--holder 0417 --hours 337", "337 is not in 1..=336"),
        ("", "required arguments were not provided"),
    ];
    for (arguments, error) in refusals {
        let refused = refused(at, format!("{issue} {arguments}").trim_end());
        assert!(refused.contains(error), "{arguments}: {refused}");
    }
    let other = issue.replace("CRXS20250417", "CRXS20250418");
    let refused = refused(at, &format!("{other} --holder 0417"));
    assert!(
        refused.contains("CRXS20250418 is no lock of this administration"),
        "{refused}"
    );
}

#[test]
fn tables_are_shown_and_kept_when_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    done(
        at,
        "administration create --data cn --administration CN --root cn.key",
    );
    let tables = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import");
    let line = |files: &[String]| {
        let sealed = "--container RSXU4012344 --lock RSLK00000129 --route CNCQI,KZALA";
        format!("office import --data cn {sealed} {}", files.join(" "))
    };
    let good = ["bill", "lists", "sheets"].map(|name| format!("{tables}/good/kazakh/{name}.csv"));
    let shown = "CNCKGXKZALAXCUN60214: receptacles 2, items 3, 40.100 kg
CNCKGXKZALAXDUN60087: receptacles 1, items 1, 0.950 kg
the container: despatches 2, receptacles 3, items 4, 41.050 kg
the bill: despatches 2, receptacles 3, items 4, 41.050 kg
";
    let only_read = done(at, &line(&good));
    let not_kept = "nothing was kept: the same with --keep keeps it\n";
    assert_eq!(only_read, format!("{shown}{not_kept}"));
    let kept = done(at, &format!("{} --keep", line(&good)));
    let sealable = "RSXU4012344 can be sealed with RSLK00000129 now\n";
    assert_eq!(kept, format!("{shown}{sealable}"));

    let mut bad = good;
    bad[2] = format!("{tables}/bad/sheets/bad-check-digit.csv");
    let told = refused(at, &format!("{} --keep", line(&bad)));
    let fault = "row 4, column `item`: the check digit is 5 where the others give 4; compare";
    assert!(told.contains(fault), "{told}");
    assert!(told.ends_with("error: nothing was kept: the tables have one fault\n"));

    let missing = refused(at, &line(&["nothing.csv".to_owned()]));
    assert!(missing.starts_with("error: nothing.csv: "), "{missing}");
    let columns = done(at, "office columns");
    assert!(columns.contains("* HS code "), "{columns}");
}
