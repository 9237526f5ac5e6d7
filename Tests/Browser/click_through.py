"""Opens HTML pages in headless Chromium and uses them as a person would.

usage: click_through.py REPORT.html… [--others PAGE.html…]

Needs Debian's chromium and chromium-driver, and selenium. Each report must have a rule that is broken and one that holds;
the other pages are those of comparisons and proofs.
"""
import argparse
import pathlib
import sys

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


def rules(driver):
    return [rule for rule in driver.find_elements(By.CSS_SELECTOR, "[data-rule]") if rule.is_displayed()]


def check(condition, what):
    print(("ok      " if condition else "FAILED  ") + what)
    if not condition:
        sys.exit(1)


def use_report(driver):
    """What a person does with the report of a run."""
    body = driver.find_element(By.TAG_NAME, "body")
    total = len(rules(driver))
    check(total > 1, f"{total} rules are shown")
    broken = driver.find_elements(By.CSS_SELECTOR, "details[data-rule=fail]")
    check(broken and all(rule.get_attribute("open") for rule in broken), "every broken rule is open")
    held = driver.find_elements(By.CSS_SELECTOR, "details[data-rule=pass]")
    check(held and not any(rule.get_attribute("open") for rule in held), "every rule that holds is closed")

    chip = driver.find_element(By.CSS_SELECTOR, ".chip[data-v=fail]")
    chip.click()
    check(len(rules(driver)) == len(broken), "the chip 'broken' leaves the broken rules")
    chip.click()
    check(len(rules(driver)) == total, "a second click shows all again")

    body.send_keys("/")
    search = driver.switch_to.active_element
    check(search.get_attribute("id") == "search", "the key / goes to the search")
    identifier = broken[0].find_element(By.CSS_SELECTOR, ".what small").text
    search.send_keys(identifier)
    check(broken[0].is_displayed() and len(rules(driver)) < total, "the search finds a rule by its identifier")
    search.send_keys("no such rule anywhere")
    check(driver.find_element(By.ID, "none").is_displayed(), "a search that finds nothing says so")
    search.send_keys(Keys.ESCAPE)
    check(len(rules(driver)) == total, "Escape ends the search")

    body.send_keys("j")
    first = driver.switch_to.active_element
    check(first.tag_name == "summary", "the key j goes to a rule")
    before = first.find_element(By.XPATH, "..").get_attribute("open")
    first.send_keys(Keys.ENTER)
    check(first.find_element(By.XPATH, "..").get_attribute("open") != before, "Enter opens and closes it")
    first.send_keys("f")
    focused = driver.switch_to.active_element.find_element(By.XPATH, "..").get_attribute("data-rule")
    check(focused in ("fail", "undecided"), "the key f goes to a rule that does not hold")

    link = driver.find_element(By.CSS_SELECTOR, ".alert a")
    link.click()
    target = driver.find_element(By.ID, link.get_attribute("href").split("#", 1)[1])
    check(target.is_displayed(), "a link at the top leads to its rule")


def look_at(driver, page):
    """What holds for every page: it counts, searches, fits, changes its colours, loads nothing and runs nothing foreign."""
    driver.get(page)
    shown = driver.find_element(By.ID, "shown").text
    total = len(driver.find_elements(By.CSS_SELECTOR, "[data-rule]"))
    check(total > 0 and shown == f"{total} rule{'' if total == 1 else 's'}", f"the page says how many rules it has: {shown}")
    search = driver.find_element(By.ID, "search")
    search.send_keys("no such rule anywhere")
    check(not rules(driver) and driver.find_element(By.ID, "none").is_displayed(), "a search that finds nothing says so")
    check(driver.find_element(By.ID, "shown").text.startswith("0 of "), "and is counted")
    search.send_keys(Keys.ESCAPE)
    check(len(rules(driver)) > 0, "Escape ends the search")

    root = driver.find_element(By.TAG_NAME, "html")
    color = driver.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
    driver.find_element(By.ID, "theme").click()
    check(root.get_attribute("data-theme") in ("dark", "light"), "the button switches the theme")
    check(driver.find_element(By.TAG_NAME, "body").value_of_css_property("background-color") != color, "and the colours")

    for width in (1280, 400):
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        wider = driver.execute_script("return document.documentElement.scrollWidth - innerWidth")
        check(wider <= 0, f"nothing is wider than a window of {width}")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def stay_safe(driver):
    """Nothing came from anywhere, nothing was refused, and nothing acts but the page's own script."""
    loaded = driver.execute_script("return performance.getEntriesByType('resource').length")
    check(loaded == 0, "nothing was loaded")
    severe = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    check(severe == [], f"nothing was refused or went wrong {severe}")
    foreign = driver.execute_script(
        "return document.scripts.length - 1 + document.images.length + document.forms.length"
        " + document.querySelectorAll('iframe, object, embed, link, body style, a[href^=\"javascript\" i], [onload], [onerror]').length")
    check(foreign == 0, "the page has its own script and nothing else that acts")
    check(driver.execute_script("return window.taken") is None, "no script of a target has run")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="+", type=pathlib.Path)
    parser.add_argument("--others", nargs="*", default=[], type=pathlib.Path)
    arguments = parser.parse_args()
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1600"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        for page in arguments.reports + arguments.others:
            print(f"== {page.parent.name}/{page.name}")
            look_at(driver, page.resolve().as_uri())
            if page in arguments.reports:
                driver.get(page.resolve().as_uri())
                use_report(driver)
            stay_safe(driver)
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
