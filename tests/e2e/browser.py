"""The HTML report in headless Chromium; called by browser.sh with the folder
that holds share.html, hostile.html and large.html."""
import json
import pathlib
import re
import sqlite3
import sys
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

work = pathlib.Path(sys.argv[1])


def rows(query):
    """Of the inventory that share.html was made from."""
    with sqlite3.connect(work / "share.db") as inventory:
        return inventory.execute(query).fetchall()


def stored(query):
    return rows(query)[0][0]


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for name in ("headless=new", "no-sandbox", "disable-gpu", "disable-quic",
                 "no-first-run", "disable-background-networking",
                 "disable-component-update", "disable-sync",
                 "disable-dev-shm-usage", "window-size=1400,1000",
                 f"user-data-dir={work}/profile"):
        options.add_argument("--" + name)
    options.set_capability("goog:loggingPrefs",
                           {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options)


class Page:
    """One report, opened."""

    def __init__(self, driver, file):
        self.driver = driver
        self.url = (work / file).as_uri()
        driver.get(self.url)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        return self.driver.execute_script(
            "return Array.from(document.querySelectorAll(arguments[0]), "
            "e => e.textContent)", selector)

    def total(self, view="assets"):
        """The number of rows found: "1–50 of 1,234"."""
        text = self.one(f"#{view}-view .count").text
        found = re.search(r"(?:of|共) ([\d,]+)", text)
        return int(found[1].replace(",", "")) if found else 0

    def search(self, text, view="assets"):
        self.one(f"#{view}-search").send_keys(Keys.CONTROL, "a",
                                              Keys.NULL, Keys.DELETE, text)

    def choose(self, filter, value):
        Select(self.one("#" + filter)).select_by_value(value)

    def requests(self):
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] != "Network.requestWillBeSent":
                continue
            request = message["params"]
            if request["documentURL"].startswith(self.url):
                yield request["request"]["url"].split("#")[0]

    def assert_alone(self):
        """Nothing was asked for but the page, and nothing went wrong."""
        asked = set(self.requests())
        assert asked == {self.url}, asked
        log = self.driver.get_log("browser")
        assert not log, log


def test_lists(page):
    every = page.total()
    assert every > 40, every
    page.search("loan_core t_customer")
    assert page.total() == 1, page.total()
    page.search("no such thing")
    assert page.total() == 0
    page.search("")
    assert page.total() == every
    page.choose("assets-kind", "0")
    assert 0 < page.total() < every, page.total()
    page.choose("assets-level", "1")
    assert page.total() == 0
    page.one("#assets-view .controls button").click()
    assert page.total() == every
    page.choose("assets-holds", "none")
    assert page.total() > 0
    page.one("#assets-view .controls button").click()


def test_levels(page):
    """What the tile counts at a level is what the list has there."""
    for level in "543":
        page.choose("assets-level", level)
        told = page.texts(f".tile .level.l{level} + b")[0]
        assert page.total() == int(told.replace(",", "")), level
    page.one("#assets-view .controls button").click()


def test_sorting(page):
    head = "#assets-view [data-sort=people]"
    cells = "#assets-view tbody td:nth-child(4)"
    for direction in (-1, 1):
        page.one(head).click()
        people = [int(t.replace(",", "").replace("–", "0"))
                  for t in page.texts(cells)]
        assert people == sorted(people, key=lambda n: n * direction)
        assert page.one(head) == page.driver.switch_to.active_element
    assert page.one("#assets-view [aria-sort]").get_attribute(
        "aria-sort") == "ascending"
    page.one(head).click()


def test_opening(page):
    """Asset, table, column, samples: by keyboard."""
    page.search("loan_core")
    opener = page.one("#assets-view .opener")
    opener.send_keys(Keys.ENTER)
    assert opener.get_attribute("aria-expanded") == "true"
    tables = page.texts("#assets-view .below summary b")
    assert "t_customer" in tables, tables
    columns = page.texts("#assets-view .below table tbody th")
    assert "id_card" in columns or len(columns) > 3, columns
    samples = page.texts("#assets-view .samples code")
    assert samples and all("*" in text for text in samples), samples
    assert all(text.strip() for text in page.texts("#assets-view .reasons li"))
    opener.send_keys(Keys.ENTER)
    assert not page.all("#assets-view .below")
    page.search("")


def test_table(page):
    """From an object to the page of a table, and back by the browser."""
    page.search("loan_core")
    page.one("#assets-view .opener").click()
    link = page.one("#assets-view .below summary a")
    link.send_keys(Keys.ENTER)
    assert not page.one("#assets").is_displayed()
    assert page.one("#table-h").text.startswith("t_customer")
    names = page.texts("#table-view tbody .opener > bdi")
    assert names == [row[0] for row in rows(
        'SELECT name FROM "column" c JOIN asset a ON a.id = c.asset WHERE '
        "a.path LIKE '%loan_core%' AND \"table\" = 't_customer' "
        "ORDER BY column_index")], names
    holding = page.texts("#table-view .chip")
    assert len(holding) > 3, holding
    assert any("*" in text for text in page.texts("#table-view .sample"))
    assert "V-AGG-1K" in page.one("#table").text
    page.one("#table-view .opener").click()
    assert page.all("#table-view .below")
    page.one("#language").click()
    assert page.one("#table-view thead").text.isascii()
    page.one("#language").click()
    page.driver.back()
    assert page.one("#assets").is_displayed()
    assert not page.one("#table").is_displayed()
    page.one("#assets-view .opener").click()
    page.search("")


def test_link(page):
    """A page that is opened at a table."""
    number = page.driver.execute_script(
        "return shelves.findIndex(shelf => shelf.width > 5)")
    page.driver.get("about:blank")
    page.driver.get(f"{page.url}#t{number}")
    assert page.total("table") > 5
    page.driver.get("about:blank")
    page.driver.get(page.url)
    assert page.one("#assets").is_displayed()


def test_languages(page):
    html = page.one("html")
    before = [page.one(s).text for s in ("h1", "#assets-h", "#ledger-h")]
    heads = page.texts("#assets-view thead th")
    assert html.get_attribute("lang") == "zh-CN"
    page.one("#language").click()
    assert html.get_attribute("lang") == "en"
    for selector, old in zip(("h1", "#assets-h", "#ledger-h"), before):
        new = page.one(selector).text
        assert new and new != old and new.isascii(), new
    assert not set(heads) & set(page.texts("#assets-view thead th"))
    assert page.driver.title == page.one("h1").text
    page.one("#language").click()
    assert [page.one(s).text
            for s in ("h1", "#assets-h", "#ledger-h")] == before


def test_ledger(page):
    assert page.total("ledger") == stored(
        "SELECT count(*) FROM asset WHERE state <> 'scanned'")
    page.choose("unread-state", "4")
    assert page.total("ledger") == stored(
        "SELECT count(*) FROM asset WHERE state = 'encrypted'")
    assert len(page.texts("#columns-view tbody tr")) > 0
    page.choose("columns-state", "chance")
    fields = page.texts("#columns-view tbody th")
    assert any("trade_no" in field for field in fields), fields


def test_maps(page):
    cell = page.one(".heat button")
    wanted = int(cell.text.replace(",", ""))
    cell.click()
    assert page.total() == wanted
    tiles = page.all(".treemap .tl")
    assert len(tiles) > 5
    folder = [t for t in tiles if "客户资料" in t.get_attribute("title")][0]
    folder.send_keys(Keys.ENTER)
    assert "客户资料" in page.one("#map-view .controls b").text
    page.one("#assets-view .controls button").click()


def test_paper(page):
    """More rows than a screen's page are printed, and no controls."""
    pdf = page.driver.execute_cdp_cmd("Page.printToPDF", {})
    assert len(pdf["data"]) > 50000
    page.driver.execute_script("dispatchEvent(new Event('beforeprint'))")
    shown = page.driver.execute_script("return document.querySelectorAll("
                                       "'#assets-view tbody tr').length")
    assert shown == page.total() > 50, shown
    page.driver.execute_script("dispatchEvent(new Event('afterprint'))")


def test_labels(page):
    """Every control has a name, every table heads and a caption."""
    for control in page.all("button, input, select, a"):
        assert control.accessible_name or not control.is_displayed(), \
            control.get_attribute("outerHTML")
    assert not page.driver.execute_script(
        "return Array.from(document.querySelectorAll('section table'))"
        ".filter(t => !t.closest('details') && !t.caption).length")


def test_hostile(page):
    assert page.driver.execute_script("return window.hacked") is None
    made = page.all("img, #assets-view script, #assets-view b")
    assert not made, [each.get_attribute("outerHTML") for each in made]
    paths = page.texts("#assets-view tbody th bdi")
    wanted = ["share/x</script><script>window.hacked=1</script>.csv",
              "share/<img src=x onerror=hacked=1>", "share/&lt;b&amp;.csv",
              "share/a\\xe2\\x80\\xaevsc.b"]
    assert sorted(paths) == sorted(wanted), paths
    for opener in page.all("#assets-view .opener"):
        opener.click()
    fields = page.texts("#assets-view details tbody th")
    assert "<b>身份证号</b>" in fields, fields
    assert any('"' in field for field in fields), fields
    assert page.driver.execute_script("return window.hacked") is None


def test_wide(page):
    """A table of a thousand columns, by its address."""
    number = page.driver.execute_script(
        "return shelves.findIndex(shelf => shelf.width === 1000)")
    started = time.monotonic()
    page.driver.execute_script(f"location.hash = '#t{number}'")
    assert page.total("table") == 1000
    assert time.monotonic() - started < 3
    page.search("c777", "table")
    assert page.texts("#table-view tbody .opener > bdi")[0] == "c777"
    page.choose("table-holds", "some")
    assert page.total("table") == 0
    page.driver.execute_script("location.hash = '#assets'")
    assert page.one("#assets").is_displayed()


def test_large(page):
    every = page.total()
    assert every > 1000, every
    page.one("#assets-view .pager button:last-child").click()
    assert "51–100" in page.one("#assets-view .count").text
    page.search("part7/ loan_core")
    assert 0 < page.total() < every, page.total()
    page.one("#assets-view .opener").click()
    assert page.all("#assets-view .samples code")
    assert len(page.all("#assets-view tr")) < 400


def test_without_script(file):
    """Sums and ledger counts stand in the page itself."""
    text = re.sub(r"(?s)<(script|style).*?</\1>", "",
                  (work / file).read_text(encoding="utf-8"))
    text = re.sub(r"<[^>]*>", " ", text)
    people = stored("SELECT estimate FROM people WHERE asset = 0")
    every = stored("SELECT count(*) FROM asset")
    for words in (f"{people:,}", f"{every:,}", "加密", "encrypted", "V-10M"):
        assert words in text, words


def main():
    driver = browser()
    try:
        share = Page(driver, "share.html")
        for test in (test_lists, test_levels, test_sorting, test_opening,
                     test_table, test_link, test_languages, test_ledger,
                     test_maps, test_paper, test_labels):
            print(test.__name__, flush=True)
            test(share)
        share.assert_alone()
        hostile = Page(driver, "hostile.html")
        test_hostile(hostile)
        test_wide(hostile)
        hostile.assert_alone()
        started = time.monotonic()
        large = Page(driver, "large.html")
        print(f"opened {large.total()} assets in "
              f"{time.monotonic() - started:.1f} s", flush=True)
        test_large(large)
        large.assert_alone()
        test_without_script("share.html")
    finally:
        driver.quit()


main()
