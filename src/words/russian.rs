//! Russian.

use super::Phrase;

pub(super) fn say(phrase: Phrase) -> &'static str {
    match phrase {
        // The frame
        Phrase::AppName => "Railseal",
        Phrase::Loading => "Запуск…",
        Phrase::Language => "Язык",
        Phrase::NavWork => "Работа",
        Phrase::NavRecords => "Проверки",
        Phrase::OnlyHereNone => "На этом устройстве нет неотправленных записей",
        Phrase::OnlyHereOne => "1 запись только на этом устройстве",
        Phrase::OnlyHereMany => "Записей только на этом устройстве: {0}",
        Phrase::Back => "Назад",
        Phrase::TryAgain => "Повторить",
        Phrase::Cancel => "Отмена",
        Phrase::WordsLoading => "Загружается: {0} …",
        Phrase::WordsMissing => {
            "Не удалось загрузить: {0}. Пока показан английский. Проверьте сеть и повторите."
        }
        Phrase::Code => "Код {0}",
        Phrase::Yes => "Да",
        Phrase::No => "Нет",
        // Enrolment
        Phrase::EnrolTitle => "Регистрация устройства",
        Phrase::EnrolIntro => {
            "Введите одноразовый код, который выдал регистратор. Ключ подписи создаётся на этом устройстве и никогда его не покидает."
        }
        Phrase::EnrolCode => "Код регистрации",
        Phrase::EnrolCodeHelp => {
            "Например, KZ-ABCD-EFGH-IJKL-MNOP. Прописные буквы и дефисы не обязательны."
        }
        Phrase::EnrolButton => "Зарегистрировать",
        Phrase::EnrolBusy => "Регистрация…",
        Phrase::EnrolAgain => "Зарегистрировать заново с новым кодом",
        // Work
        Phrase::WorkTitle => "Работа",
        Phrase::WorkEmpty => {
            "Сервер не передал списка ожидаемых контейнеров. Подключиться можно к любому замку."
        }
        Phrase::WorkExpected => "Ожидаемые контейнеры",
        Phrase::WorkTrain => "Поезд {0}",
        Phrase::WorkRoute => "{0} → {1}",
        Phrase::Connect => "Подключиться к замку",
        Phrase::ConnectHelp => {
            "Встаньте не дальше десяти метров. Выберите замок по номеру на его корпусе."
        }
        Phrase::ConnectTo => "Подключиться к {0}",
        Phrase::CasingTitle => "Номер замка на корпусе",
        Phrase::CasingHelp => {
            "Введите его или считайте этикетку: тогда предлагается только этот замок. Например, RSLK00000017."
        }
        Phrase::CasingConnect => "Подключиться к этому замку",
        Phrase::CasingScan => "Сканировать наклейку",
        Phrase::CasingScanHelp => "Поместите наклейку корпуса в кадр.",
        Phrase::CasingScanStop => "Остановить сканирование",
        Phrase::CasingScanned => "Считано: {0}",
        Phrase::ContinueVisit => "Продолжить с замком {0}",
        Phrase::ConnectingBusy => "Подключение…",
        Phrase::ListsTitle => "Списки и задания",
        Phrase::ListsFreshUntil => "Списки таможенной службы {0} актуальны до {1}",
        Phrase::ListsDue => {
            "Списки таможенной службы {0} подлежат обновлению с {1}. Синхронизируйте при первой возможности."
        }
        Phrase::ListsNone => {
            "Списков нет или их срок истёк. До синхронизации ни один замок не получит «Пройдено»."
        }
        Phrase::SyncNow => "Синхронизировать",
        Phrase::SyncBusy => "Синхронизация…",
        Phrase::SyncDone => "Синхронизация с сервером выполнена.",
        Phrase::Certified => "{0}, {1}, {2}",
        Phrase::CertificateUntil => "Ваш сертификат действует до {0}",
        // Reading
        Phrase::ReadingLock => "Замок {0}",
        Phrase::ReadingTitle => "Чтение замка",
        Phrase::NotReadTitle => "Замок не прочитан",
        Phrase::ChooseAnother => "Выбрать другой замок",
        Phrase::StopReading => "Стоп",
        Phrase::LinkUp => "Подключено",
        Phrase::LinkAgain => "Связь потеряна. Подключение: {0} из {1} …",
        Phrase::LinkFirst => "Ответа пока нет. Повторный вызов: {0} из {1} …",
        Phrase::LinkClosed => "Соединение закрыто",
        Phrase::LogTitle => "Журнал соединения",
        Phrase::LogHelp => {
            "Для службы поддержки: что и когда происходило в эфире. Только коды и числа, ни слова из документов."
        }
        Phrase::LogEvents => "Секунды и события",
        Phrase::LogEmpty => "Соединений ещё не было.",
        Phrase::LogCopy => "Скопировать",
        Phrase::LogCopied => "Скопировано",
        Phrase::LogNotCopied => "Скопировать не удалось. Прочитайте вслух.",
        Phrase::LogShow => "Показать кодами",
        Phrase::LogRead => "Прочитать журнал другого телефона",
        Phrase::LogOfAnother => "Журнал другого телефона",
        Phrase::CodesHelp => {
            "Держите камеру другого телефона над экраном, пока не считаются все части."
        }
        Phrase::CodesPicture => "Код для камеры другого телефона",
        Phrase::CodesPart => "Часть {0} из {1}",
        Phrase::CodesHold => "Задержать эту часть",
        Phrase::CodesCopy => "Скопировать текстом",
        Phrase::CodesScan => "Сканировать коды",
        Phrase::CodesScanHelp => "Поместите экран другого телефона в кадр.",
        Phrase::CodesGathered => "Частей: {0} из {1}. Ещё нужны: {2}",
        Phrase::CodesPaste => "Или вставьте его текст",
        Phrase::CodesTake => "Принять",
        Phrase::StageConnecting => "Подключение",
        Phrase::StageHandshake => "Шифрованный сеанс и сертификат",
        Phrase::StageStatus => "Подписанное состояние",
        Phrase::StagePresence => "Подтверждение вашей личности",
        Phrase::StageJournal => "Журнал",
        Phrase::StageManifest => "Манифест",
        Phrase::StageDocuments => "Документы",
        Phrase::StageFinished => "Всё прочитано",
        Phrase::StageProgress => "{0} из {1}",
        Phrase::PaintedTitle => "Номер, нанесённый на контейнер",
        Phrase::PaintedHelp => {
            "Читайте номер с контейнера, а не из бумаг. Четыре латинские буквы и семь цифр."
        }
        Phrase::PaintedConfirm => "Подтвердить номер",
        Phrase::PaintedUnreadable => "Номер не читается",
        Phrase::PaintedTaken => "Номер принят: {0}",
        Phrase::PaintedSkipped => "Номер не введён",
        Phrase::LampTitle => "Две цифры, которые мигает лампа",
        Phrase::LampHelp => {
            "Считайте вспышки: первая цифра, пауза, вторая. Десять вспышек — это 0."
        }
        Phrase::LampConfirm => "Подтвердить код",
        Phrase::LampSkip => "Лампу не разобрать",
        Phrase::LampTaken => "Код принят: {0}",
        Phrase::LampSkipped => "Код не введён",
        Phrase::PriorTitle => "Прежние досмотры",
        Phrase::PriorLine => "{0}, {1}: {2} ({3})",
        Phrase::PriorResult => "Решение: {0}. Пломба: {1}.",
        Phrase::PriorCounts => "Здесь признаётся",
        Phrase::PriorDoesNotCount => "Здесь не признаётся",
        Phrase::EarlierTitle => "Последний прежний досмотр",
        Phrase::EarlierRecognised => "Признаю его",
        Phrase::EarlierAgain => "Досматриваю снова",
        Phrase::WaitingForNumber => "Введите номер контейнера, чтобы увидеть заключение.",
        // Verdict
        Phrase::OutcomePass => "Пройдено",
        Phrase::OutcomeCaution => "Внимание",
        Phrase::OutcomeHold => "Стоп",
        Phrase::OutcomeCannotSay => "Неизвестно",
        Phrase::OutcomePassMeaning => {
            "Замок подлинный, не открывался после опломбирования, документы сходятся."
        }
        Phrase::OutcomeCautionMeaning => {
            "Всё подлинно, но что-то устарело или есть мелкое замечание. Прочитайте, что именно."
        }
        Phrase::OutcomeHoldMeaning => "Есть нарушение. Не выпускайте контейнер.",
        Phrase::OutcomeCannotSayMeaning => "Не хватает нужных данных. Это не «Пройдено».",
        Phrase::CheckPassed => "Пройдено",
        Phrase::CheckCaution => "Внимание",
        Phrase::CheckCannotSay => "Неизвестно",
        Phrase::CheckFailed => "Нарушение",
        Phrase::ChecksTitle => "Что проверено",
        Phrase::WhatToDo => "Что делать",
        Phrase::Evidence => "Основание",
        Phrase::DecideButton => "Решение и подпись",
        Phrase::DocumentsButton => "Показать документы",
        Phrase::DocumentsNone => "Ни один документ не подтверждён, поэтому документы не показаны.",
        Phrase::JournalTitle => "Журнал замка",
        Phrase::JournalEntry => "{0}. {1}, {2}",
        Phrase::TimeUnknown => "время неизвестно",
        // What is checked
        Phrase::KindLock => "Подлинность замка",
        Phrase::KindCertificate => "Сертификат замка",
        Phrase::KindPresence => "Замок перед вами",
        Phrase::KindContinuity => "Продолжает виденное ранее",
        Phrase::KindTamper => "Счётчик взломов",
        Phrase::KindShut => "Закрыт с опломбирования",
        Phrase::KindEvents => "Кто что приказал",
        Phrase::KindStatus => "Состояние за этот сеанс",
        Phrase::KindJournal => "Целостность журнала",
        Phrase::KindManifest => "Манифест",
        Phrase::KindIssuer => "Составитель манифеста",
        Phrase::KindContainer => "Номер контейнера",
        Phrase::KindTotals => "Итоги в документах",
        Phrase::KindDocuments => "Полнота документов",
        Phrase::KindInspections => "Прежние досмотры",
        Phrase::KindAmendments => "Изменения",
        Phrase::KindIdentifiers => "Идентификаторы",
        Phrase::KindRoute => "Маршрут и время",
        Phrase::KindLists => "Списки признания и отзыва",
        Phrase::KindClock => "Часы",
        Phrase::KindBattery => "Батарея",
        // What was found
        Phrase::FoundLockGenuine => "Замок {0} таможенной службы {1} подтвердил подлинность.",
        Phrase::FoundLockChainUnreadable => "Сертификат замка не читается.",
        Phrase::FoundLockChainForged => "Сертификат замка подделан или повреждён.",
        Phrase::FoundLockNotALock => "У ответившего устройства нет сертификата замка.",
        Phrase::FoundLockIsAnother => "Замок назвался {0}, но его сертификат выдан на {1}.",
        Phrase::FoundLockKeyDiffers => {
            "У замка нет ключа, указанного в его сертификате. Возможно, это копия."
        }
        Phrase::FoundLockRootUnknown => {
            "Нет списка признания, по которому можно опознать этот замок."
        }
        Phrase::FoundLockNotRecognised => {
            "Замок принадлежит таможенной службе {0}, а ваша служба её не признаёт."
        }
        Phrase::FoundCertificateCounts => "Сертификат замка действителен. Таможенная служба: {0}.",
        Phrase::FoundCertificateUnknown => "Нет сертификата, которому можно доверять.",
        Phrase::FoundProblemExpired => "Срок действия сертификата истёк.",
        Phrase::FoundProblemNotYetValid => "Срок действия сертификата ещё не начался.",
        Phrase::FoundProblemRevoked => "Сертификат отозван: {0}.",
        Phrase::FoundProblemNotRecognised => "Таможенная служба {0} не признана.",
        Phrase::FoundProblemOutOfScope => "Таможенная служба {0} для этого не признана.",
        Phrase::FoundProblemCannotSay => "Нужного списка нет или его срок истёк.",
        Phrase::FoundProblemNoTime => {
            "Без верного времени нельзя сказать, действителен ли сертификат."
        }
        Phrase::FoundTampersAsSealed => "Счётчик взломов: {0}, как при опломбировании.",
        Phrase::FoundTampersGrown => {
            "После опломбирования замок взломали: счётчик взломов был {0}, стал {1}."
        }
        Phrase::FoundTampersGoneBack => {
            "Счётчик взломов уменьшился с {0} до {1}. У подлинного замка такого не бывает."
        }
        Phrase::FoundTampersUnknown => "Счётчик взломов не с чем сравнить.",
        Phrase::FoundShutSinceSealing => "Не открывался после опломбирования № {0} ({1}).",
        Phrase::FoundShutBrokenByForce => "Замок взломан: запись журнала {0}, {1}.",
        Phrase::FoundShutUnsealedSince => {
            "После опломбирования замок распломбировали: запись журнала {0}, {1}."
        }
        Phrase::FoundShutNotSealed => "Замок не опломбирован. Состояние: {0}.",
        Phrase::FoundShutNeverSealed => "В журнале нет опломбирования № {0}.",
        Phrase::FoundShutUnknown => "Нельзя установить, открывали ли замок.",
        Phrase::FoundStatusFresh => "Состояние подписано для этого сеанса.",
        Phrase::FoundStatusMissing => "Замок не передал состояния, которому можно доверять.",
        Phrase::FoundStatusForged => "Состояние подделано или повреждено.",
        Phrase::FoundStatusOfAnother => {
            "Состояние относится к другому сеансу. Возможно, это повтор старой записи."
        }
        Phrase::FoundJournalUnbroken => {
            "Журнал без разрывов, записей: {0}. Конец журнала подписан."
        }
        Phrase::FoundJournalMissing => "Журнал прочитан не до конца.",
        Phrase::FoundJournalRefused => "Замок не признал ваших полномочий и не выдал журнал.",
        Phrase::FoundJournalBroken => "Журнал нарушен на записи {0}.",
        Phrase::FoundManifestGenuine => {
            "Подлинный, для этого замка и этого опломбирования. Составлен {0}."
        }
        Phrase::FoundManifestMissing => "Манифест не прочитан, или его не с чем сверить.",
        Phrase::FoundManifestChainForged => {
            "Сертификат составителя манифеста подделан или повреждён."
        }
        Phrase::FoundManifestForged => "Манифест подделан или повреждён.",
        Phrase::FoundManifestOfAnotherLock => "Манифест от другого замка: {0}.",
        Phrase::FoundManifestOfAnotherCycle => "Манифест от другого опломбирования: № {0}.",
        Phrase::FoundManifestNotTheLocks => "Замок опломбирован не по этому манифесту.",
        Phrase::FoundManifestJournalDiffers => {
            "Журнал расходится с манифестом в том, что было до опломбирования."
        }
        Phrase::FoundManifestPolicyForged => {
            "Правила распломбирования подделаны или не те, что указаны в манифесте."
        }
        Phrase::FoundManifestRootUnknown => {
            "Нет списка признания, по которому можно опознать составителя манифеста."
        }
        Phrase::FoundManifestNotRecognised => {
            "Составитель манифеста относится к таможенной службе {0}, а она не признана."
        }
        Phrase::FoundIssuerCounts => "Составитель признан. Таможенная служба: {0}.",
        Phrase::FoundIssuerUnknown => "Нет составителя, которому можно доверять.",
        Phrase::FoundContainerMatches => "На контейнере {0}, и опломбирован {0}.",
        Phrase::FoundContainerNotTyped => "Номер с контейнера не введён.",
        Phrase::FoundContainerDiffers => "На контейнере {0}, а замок опломбирован для {1}.",
        Phrase::FoundContainerUnknown => "Нет манифеста, чтобы сверить номер.",
        Phrase::FoundTotalsAgree => {
            "Все документы сходятся: депеш {0}, ёмкостей {1}, отправлений {2}, вес {3}."
        }
        Phrase::FoundTotalsSheetDiffers => {
            "Депеша {0}, ёмкость {1}. Отправлений по карте депеши: {2}, по ведомости: {3}."
        }
        Phrase::FoundTotalsListDiffers => "Депеша {0}. По накладной: {1}. По карте депеши: {2}.",
        Phrase::FoundTotalsManifestDiffers => "Расхождение. По манифесту: {0}. По документам: {1}.",
        Phrase::FoundTotalsBillDiffers => {
            "Расхождение по накладной. В манифесте: {0}. В накладной: {1}."
        }
        Phrase::FoundTotalsOtherPair => "В накладной сдачи нет этого контейнера с этим замком.",
        Phrase::FoundTotalsUnknown => "Итоги нельзя подсчитать.",
        Phrase::FoundDocumentsComplete => {
            "Все документы на месте: {0}. Байт: {1}, каждый как при опломбировании."
        }
        Phrase::FoundDocumentsMissing => "{0}: получено частей {1} из {2}.",
        Phrase::FoundDocumentsForged => "{0}: часть {1} не та, что была при опломбировании.",
        Phrase::FoundDocumentsSwapped => "{0}: часть {1} — это часть {3} документа: {2}.",
        Phrase::FoundDocumentsCut => "{0}: длина части {1} не та, что была при опломбировании.",
        Phrase::FoundDocumentsUnreadable => "{0}: как при опломбировании, но прочитать нельзя.",
        Phrase::FoundDocumentsNotSealed => "При опломбировании вложены не все документы.",
        Phrase::FoundDocumentsUnknown => "Нет манифеста, чтобы сверить документы.",
        Phrase::FoundIdentifiersRight => "Все идентификаторы составлены верно: {0}.",
        Phrase::FoundIdentifiersWrong => {
            "Ошибочных идентификаторов: {0}. Первый: депеша {1}, строка {2}."
        }
        Phrase::FoundIdentifiersTwice => {
            "Идентификатор указан дважды, повторно: депеша {0}, строка {1}."
        }
        Phrase::FoundIdentifiersUnknown => "Нет идентификаторов для проверки.",
        Phrase::FoundListsFresh => "Все нужные списки есть и актуальны.",
        Phrase::FoundListsRefreshDue => "{0}: подлежит обновлению с {1}.",
        Phrase::FoundListsMissing => "{0}: отсутствует.",
        Phrase::FoundListsRefused => "{0}: не принят, подпись или источник неверны.",
        Phrase::FoundListsRolledBack => "{0}: версия {1} пришла после версии {2}.",
        Phrase::FoundListsExpired => "{0}: срок истёк {1}.",
        Phrase::FoundClocksAgree => "Часы устройства и замка сходятся.",
        Phrase::FoundClockBehindFloor => {
            "Часы этого устройства неверны: они отстают не меньше чем на {0}."
        }
        Phrase::FoundClockOfLockLost => "Часы замка сброшены.",
        Phrase::FoundClocksApart => "Часы устройства и замка расходятся на {0}.",
        Phrase::FoundClockUnknown => "Время на часах замка неизвестно.",
        Phrase::FoundBatteryGood => "Заряд батареи: {0} %.",
        Phrase::FoundBatteryLow => "Низкий заряд батареи: {0} %.",
        Phrase::FoundPresenceShown => "Введённый код совпадает с тем, который мигает этот замок.",
        Phrase::FoundPresenceNotAsked => "Для этой пломбы код лампы не требуется.",
        Phrase::FoundPresenceSkipped => "Никто не ввёл код, который мигает лампа замка.",
        Phrase::FoundPresenceOtherCode => {
            "Введён не тот код, который мигает этот замок: отвечающий замок может находиться в другом месте."
        }
        Phrase::FoundPresenceForged => "То, что замок сообщает о своей лампе, не подтверждается.",
        Phrase::FoundPresenceNoLamp => "Для этой пломбы требуется код лампы, но замок не мигает.",
        Phrase::FoundPresenceUnknown => {
            "Нет достоверных правил, говорящих, требуется ли код лампы."
        }
        Phrase::FoundContinuityKept => {
            "Журнал продолжает то, что видели у этого замка ранее ({0} записей)."
        }
        Phrase::FoundContinuityFirst => "Неизвестно, чтобы кто-либо видел этот замок ранее.",
        Phrase::FoundContinuityForked => {
            "Журнал расходится с виденным ранее, начиная с записи {0} или раньше: копия замка или журнал, записанный заново."
        }
        Phrase::FoundContinuityGoneBack => {
            "В журнале {1} записей, а ранее видели {0}. Он возвращён назад."
        }
        Phrase::FoundContinuityUnknown => "Нет журнала, который можно сравнить с виденным ранее.",
        Phrase::FoundEventsAccounted => {
            "Каждое из действий после опломбирования ({0}) приказано признанным лицом (всего лиц: {1})."
        }
        Phrase::FoundEventsProblem => "Приказавший запись {0} журнала не признаётся. {1}",
        Phrase::FoundEventsUnknown => "Нет журнала, по которому видно, кто что приказал.",
        Phrase::FoundEventsPersonMissing => {
            "Замок не даёт сертификата лица, приказавшего запись {0}."
        }
        Phrase::FoundEventsPersonForged => {
            "Сертификат лица, приказавшего запись {0}, не подтверждается."
        }
        Phrase::FoundEventsWithoutCause => {
            "Запись {0} сообщает о действии, которое может приказать только человек, но никого не называет."
        }
        Phrase::FoundInspectionsNone => "Этот контейнер ранее не досматривали.",
        Phrase::FoundInspectionsCount => {
            "Ранее досмотрен (раз: {0}), каждый раз признанным здесь лицом."
        }
        Phrase::FoundInspectionsProblem => {
            "Прежний досмотр (номер {0}, начиная с последнего) здесь не признаётся. {1}"
        }
        Phrase::FoundInspectionsForged => {
            "Прежний досмотр (номер {0}, начиная с последнего) подделан."
        }
        Phrase::FoundInspectionsOfAnother => {
            "Прежний досмотр (номер {0}, начиная с последнего) относится к другому контейнеру или подменён."
        }
        Phrase::FoundInspectionsMissing => {
            "Прежний досмотр (номер {0}, начиная с последнего) назван, но не прочитан."
        }
        Phrase::FoundInspectionsHeld => "Последний досмотр решил не пропускать контейнер: {0}.",
        Phrase::FoundInspectionsUnknown => "Нет манифеста, называющего прежние досмотры.",
        Phrase::FoundAmendmentsNone => "После оформления манифеста ничего не изменилось.",
        Phrase::FoundAmendmentsCount => "Законных изменений после манифеста: {0}. Теперь: {1}.",
        Phrase::FoundAmendmentsProblem => {
            "Изменение {0} приказано лицом, которое не признаётся: {1}"
        }
        Phrase::FoundAmendmentsForged => "Изменение {0} поддельное.",
        Phrase::FoundAmendmentsOfAnother => "Изменение {0} не то, о котором сообщает замок.",
        Phrase::FoundAmendmentsMissing => "Изменение {0} не прочитано.",
        Phrase::FoundAmendmentsDoNotAddUp => "Изменение {0} не сходится с тем, что было прежде.",
        Phrase::FoundAmendmentsUnknown => "Без манифеста изменять нечего.",
        Phrase::FoundRoutePlausible => "{0} есть на маршруте, и времена идут по порядку.",
        Phrase::FoundRouteLeft => "{0} нет на маршруте, указанном в манифесте.",
        Phrase::FoundRouteSealedBefore => "Опломбирован за {0} до составления манифеста.",
        Phrase::FoundRouteAhead => {
            "По часам этого устройства манифест составлен в будущем (через {0})."
        }
        Phrase::FoundRouteUnknown => "Нет манифеста, называющего маршрут.",
        Phrase::FoundListsRootExpired => "Корневой сертификат своей службы просрочен с {0}.",
        Phrase::FoundClockOfLockWentBack => "Часы замка пошли назад после записи {0} журнала.",
        Phrase::FoundBatteryUnknown => "Заряд батареи неизвестен.",
        Phrase::ListRecognition => "Список признания",
        Phrase::ListRevocation => "Список отозванных сертификатов {0}",
        Phrase::DurationMinutes => "{0} мин",
        Phrase::DurationHours => "{0} ч",
        Phrase::DurationDays => "{0} сут",
        Phrase::TotalsInWords => "депеш {0}, ёмкостей {1}, отправлений {2}, вес {3}",
        // What to do about it
        Phrase::DoNothing => "Ничего делать не нужно.",
        Phrase::DoHoldForgery => {
            "Не выпускайте контейнер. Не открывайте его. Вызовите руководителя и назовите код."
        }
        Phrase::DoHoldOpened => {
            "Не выпускайте контейнер. Осмотрите рычаг и двери, сделайте снимки, вызовите руководителя."
        }
        Phrase::DoHoldCargo => {
            "Не выпускайте контейнер и досмотрите его: пересчитайте ёмкости по картам депеш."
        }
        Phrase::DoHoldContainer => {
            "Прочитайте номер ещё раз. Если он верен, не выпускайте контейнер: замок от другого контейнера."
        }
        Phrase::DoHoldRecognition => {
            "Не выпускайте контейнер. Узнайте в своей таможенной службе, как поступать с замками этой страны."
        }
        Phrase::DoReadAgain => {
            "Подключитесь снова и дождитесь конца чтения. Если не поможет, проверьте вручную."
        }
        Phrase::DoSync => {
            "Синхронизируйте, как только будет сеть, затем подключитесь снова. До этого проверяйте вручную."
        }
        Phrase::DoSyncSoon => "Продолжайте. Синхронизируйте, как только будет сеть.",
        Phrase::DoSetClock => "Установите часы этого устройства и подключитесь снова.",
        Phrase::DoNoteClock => {
            "Продолжайте и укажите это в примечании. Время в записях замка может быть неточным."
        }
        Phrase::DoTypeNumber => "Прочитайте номер на контейнере и введите его.",
        Phrase::DoNoteIdentifiers => {
            "Продолжайте и сверьте указанную строку с ёмкостью или отправлением."
        }
        Phrase::DoBattery => {
            "Продолжайте. Попросите зарядить или заменить батарею на следующей станции."
        }
        Phrase::DoReadLamp => "Подключитесь снова и введите две цифры, которые мигает лампа.",
        Phrase::DoNoLamp => {
            "Посмотрите на лампу. Если она не горит, отметьте это и решите с указанием причины."
        }
        Phrase::DoHoldRelay => {
            "Задержите контейнер. Подключитесь снова у самого корпуса; если код опять не совпадёт, сообщите его начальнику."
        }
        Phrase::DoFirstSight => {
            "Продолжайте и сверьте номер замка с документами. Синхронизируйте, когда появится сеть."
        }
        Phrase::DoInspectAgain => "Досмотрите контейнер сами: прежний досмотр его не заменяет.",
        Phrase::DoAskHeld => {
            "Спросите проводившего последний досмотр или начальника, прежде чем пропускать."
        }
        Phrase::DoNoteRoute => {
            "Продолжайте и отметьте это. Узнайте у железной дороги, почему контейнер здесь."
        }
        Phrase::DoRenewRoot => {
            "Сообщите службе, что корневой сертификат надо обновить; до этого проверяйте вручную."
        }
        Phrase::DoAccess => {
            "Если срок вашего сертификата истёк, зарегистрируйтесь заново. Если нет, синхронизируйте и передайте замку новые списки."
        }
        // States of a lock
        Phrase::StateInStock => "на складе",
        Phrase::StateSealed => "опломбирован",
        Phrase::StateUnsealed => "распломбирован, рычаг ещё вставлен",
        Phrase::StateOpen => "открыт",
        Phrase::StateTampered => "взломан",
        Phrase::StateFault => "неисправен",
        Phrase::StateDeactivated => "деактивирован",
        // Events of a lock
        Phrase::EventCommissioned => "введён в эксплуатацию",
        Phrase::EventBound => "закреплён на контейнере",
        Phrase::EventSealAccepted => "команда на опломбирование принята",
        Phrase::EventSealed => "опломбирован",
        Phrase::EventSealFailed => "опломбировать не удалось",
        Phrase::EventUnsealAccepted => "команда на распломбирование принята",
        Phrase::EventUnsealed => "распломбирован",
        Phrase::EventRefused => "отказано",
        Phrase::EventLeverInserted => "рычаг вставлен",
        Phrase::EventLeverPulled => "рычаг вынут",
        Phrase::EventLeverCut => "рычаг сорван или перерезан",
        Phrase::EventCaseOpened => "корпус вскрыт",
        Phrase::EventMotorStuck => "привод заклинило",
        Phrase::EventRelocked => "снова заперт автоматически",
        Phrase::EventBatteryLow => "низкий заряд батареи",
        Phrase::EventClockSet => "часы установлены",
        Phrase::EventClockLost => "часы сброшены",
        Phrase::EventRestarted => "перезапуск",
        Phrase::EventRecovered => "исход установлен после перезапуска",
        Phrase::EventListTaken => "список принят",
        Phrase::EventDocumentsWritten => "документы записаны",
        Phrase::EventDocumentsRead => "документы прочитаны",
        Phrase::EventDocumentsErased => "документы стёрты",
        Phrase::EventTamperCleared => "отметка о взломе снята",
        Phrase::EventDeactivated => "деактивирован",
        Phrase::EventResealAccepted => "приказано закрыть снова",
        Phrase::EventAmended => "добавлено изменение",
        Phrase::EventClearAccepted => "приказано снять отметку о взломе",
        Phrase::EventClockAccepted => "приказано установить часы",
        Phrase::EventHandedOver => "передан",
        Phrase::EventDeactivateAccepted => "приказано деактивировать",
        Phrase::EventGrantUsed => "использовано разрешение",
        Phrase::EventCameToNothing => "приказ не выполнен",
        Phrase::EventAgreed => "второе лицо согласилось",
        // Documents
        Phrase::DocumentsTitle => "Документы",
        Phrase::DocumentBill => "Накладная сдачи",
        Phrase::DocumentList => "Карта депеши",
        Phrase::DocumentSheet => "Ведомость отправлений",
        Phrase::DocumentListOf => "Карта депеши {0}",
        Phrase::DocumentSheetOf => "Ведомость отправлений депеши {0}",
        Phrase::DocumentOffices => "{0} → {1}",
        Phrase::Registered => "заказные или с объявленной ценностью",
        Phrase::ItemsCount => "отправлений: {0}",
        Phrase::Sender => "Отправитель",
        Phrase::Recipient => "Получатель",
        Phrase::Contents => "Вложение",
        Phrase::ContentLine => "{0} × {1}, {2}, {3} {4}, код ГС {5}, происхождение: {6}",
        Phrase::ReceptacleBag => "Мешок",
        Phrase::ReceptacleTray => "Лоток",
        Phrase::ReceptacleParcel => "Посылка вне мешка",
        Phrase::CategoryGift => "Подарок",
        Phrase::CategoryDocuments => "Документы",
        Phrase::CategorySample => "Коммерческий образец",
        Phrase::CategorySale => "Продажа товаров",
        Phrase::CategoryReturned => "Возврат товаров",
        Phrase::CategoryOther => "Прочее",
        Phrase::Kilograms => "{0} кг",
        Phrase::ReceptaclesAndWeight => "ёмкостей {0}, вес {1}",
        Phrase::InReceptacle => "в ёмкости {0}",
        // Searching
        Phrase::ComingTitle => "Документы поступают",
        Phrase::ComingGood => {
            "По пломбе пока замечаний нет. Вывод будет, когда документы прочитаны."
        }
        Phrase::ComingOpen => {
            "По пломбе есть вопросы: см. проверки. Вывод будет, когда документы прочитаны."
        }
        Phrase::TimeLeft => "Осталось около {0} с",
        Phrase::ItemsHere => "Можно найти отправлений: {0} из {1}.",
        Phrase::SearchLabel => "Найти отправление или мешок",
        Phrase::SearchHelp => {
            "Номер, имя или код ТН ВЭД. Чтобы сразу проверить один номер, введите его целиком и нажмите кнопку."
        }
        Phrase::SpotButton => "Проверить",
        Phrase::SearchNone => "В документах ничего подобного нет.",
        Phrase::SearchFound => "Найдено: {0}",
        Phrase::SearchFirst => "Первые {0} из {1}. Введите больше, чтобы сузить поиск.",
        Phrase::SpotItem => "Место: мешок {0}, депеша {1}, есть в накладной.",
        Phrase::SpotTwice => "Указано раз: {0}.",
        Phrase::SpotReceptacle => "Мешок депеши {0}, есть в накладной: {1}, отправлений: {2}.",
        Phrase::SpotNotHere => "Нет ни в одном документе: в этом контейнере его быть не должно.",
        Phrase::SpotNotYet => "Среди прочитанного пока нет. Дождитесь всех документов.",
        Phrase::SpotWrongDigit => "Ошибка в цифре: при остальных контрольная была бы {0}.",
        // Deciding
        Phrase::DecideTitle => "Решение и подпись",
        Phrase::ConditionTitle => "Состояние замка",
        Phrase::ConditionRight => "1 Исправен",
        Phrase::ConditionDamaged => "2 Повреждён",
        Phrase::ConditionMissing => "3 Отсутствует",
        Phrase::ConditionBroken => "4 Сорван",
        Phrase::ConditionFaulty => "5 Неисправна электроника",
        Phrase::DispositionTitle => "Решение",
        Phrase::DispositionRelease => "Выпустить",
        Phrase::DispositionExamine => "Досмотреть",
        Phrase::DispositionDetain => "Задержать",
        Phrase::DispositionReturn => "Вернуть",
        Phrase::ReasonTitle => "Причина выпуска вопреки заключению",
        Phrase::NoteTitle => "Примечание",
        Phrase::NoteHelp => "Что следует знать следующему инспектору. Необязательно.",
        Phrase::SignButton => "Подписать и сохранить",
        Phrase::SignBusy => "Подпись и сохранение…",
        Phrase::ChooseBoth => "Выберите по одному в каждой группе.",
        Phrase::DecisionSupervisorNeeded => {
            "При заключении «Стоп» выпустить может только руководитель."
        }
        Phrase::DecisionReasonNeeded => "Укажите причину выпуска вопреки заключению.",
        // Inspections on this device
        Phrase::RecordsTitle => "Проверки на этом устройстве",
        Phrase::RecordsEmpty => "На этом устройстве ещё не подписано ни одной проверки.",
        Phrase::RecordTitle => "Проверка {0}",
        Phrase::RecordSaved => "Подписано и сохранено на этом устройстве",
        Phrase::RecordLine => "Замок {0}, контейнер {1}",
        Phrase::RecordMadeAt => "Подписано {0}",
        Phrase::RecordOnlyHere => "Только на этом устройстве. Синхронизируйте, когда будет сеть.",
        Phrase::RecordReceived => "Принято сервером {0}",
        Phrase::RecordRejected => "Сервер отказал, запись хранится здесь. Причина: {0}",
        Phrase::RejectedUnreadable => "сервер не может её прочитать",
        Phrase::RejectedOfficer => "сервер не знает вашего сертификата",
        Phrase::RejectedNotGenuine => "подпись не прошла проверку на сервере",
        Phrase::RejectedDecision => "у вас не было права на это решение",
        Phrase::RecordUnverifiable => {
            "Подпись этой записи больше не проходит проверку на этом устройстве."
        }
        Phrase::RecordUnreadable => {
            "Эту запись нельзя прочитать на этом устройстве. Она хранится как есть."
        }
    }
}
